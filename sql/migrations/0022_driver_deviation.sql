-- How sure the shares of drivers are: the whole covariance of the rates, and a standard deviation beside each share.
alter table trueup.model
    add column covariance double precision[],
    add column class_groups integer[];
comment on column trueup.model.covariance is 'Posterior covariance of the rates (Laplace), row by row in the order of classes.';
comment on column trueup.model.class_groups is 'By class, the place of the first class that its exposure rises and falls with, counted from 0; its own place where it stands alone. Grouped classes share one driver.';

alter table trueup.item_confidence
    add column driver_1_sd double precision,
    add column driver_2_sd double precision,
    add column driver_3_sd double precision;
comment on column trueup.item_confidence.driver_1_sd is 'Posterior standard deviation of driver_1_share.';
comment on column trueup.item_confidence.driver_2_sd is 'Posterior standard deviation of driver_2_share.';
comment on column trueup.item_confidence.driver_3_sd is 'Posterior standard deviation of driver_3_share.';

-- Columns are appended to whatever earlier migrations made of these views
do $$
declare
    name text;
    night text;
begin
    foreach name in array array['item_confidence', 'item_confidence_history'] loop
        night := case when name like '%_history' then 'readable_publication' else 'publication' end;
        execute format(
            'create or replace view trueup_v1.%I as %s', name,
            regexp_replace(
                pg_get_viewdef(format('trueup_v1.%I', name)::regclass), '\n\s+FROM ',
                format(
                    ', item_confidence.driver_1_sd, item_confidence.driver_2_sd, item_confidence.driver_3_sd, %I.model_id FROM ',
                    night
                )
            )
        );
        execute format('comment on column trueup_v1.%I.driver_1_sd is %L', name, 'Posterior standard deviation of driver_1_share.');
        execute format('comment on column trueup_v1.%I.driver_2_sd is %L', name, 'Posterior standard deviation of driver_2_share.');
        execute format('comment on column trueup_v1.%I.driver_3_sd is %L', name, 'Posterior standard deviation of driver_3_share.');
        execute format('comment on column trueup_v1.%I.model_id is %L', name, 'trueup_v1.model that scored it.');
    end loop;
    execute 'create or replace view trueup_v1.model as '
        || regexp_replace(
            pg_get_viewdef('trueup_v1.model'::regclass), '\n\s+FROM ', ', model.covariance, model.class_groups FROM '
        );
end
$$;
comment on column trueup_v1.model.covariance is 'Posterior covariance of the rates (Laplace), row by row in the order of classes.';
comment on column trueup_v1.model.class_groups is 'By class, the place of the first class that its exposure rises and falls with, counted from 0; its own place where it stands alone. Grouped classes share one driver.';
