-- Probabilities corrected by counts of known selection, and what a record was believed at the moment it was counted.
alter table trueup.model add column calibration double precision[];
comment on column trueup.model.calibration is 'a, b, c of logit p = c + a ln s - b ln(1 - s): corrects the probability s of no new error; 1, 1, 0 changes nothing.';

create or replace view trueup_v1.model as
select
    model.model_id,
    model.business_date,
    model.rates,
    model.rate_sds,
    model.classes,
    model.categories,
    model.multipliers,
    model.sizes,
    model.labels,
    model.wrong,
    model.size_tail,
    model.size_mean,
    model.size_variance,
    model.dispersion,
    model.spreads,
    model.calibration
from trueup.model
inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id;
comment on column trueup_v1.model.calibration is 'a, b, c of logit p = c + a ln s - b ln(1 - s): corrects the probability s of no new error; 1, 1, 0 changes nothing.';

alter table trueup.count_label add column p_at_count double precision;
comment on column trueup.count_label.p_at_count is 'p_exact as published the night before, carried on to the moment of the count by the error events expected since; null where the record was counted in between.';

create or replace view trueup_v1.count_label as
select
    count_label.location_id,
    count_label.item_id,
    count_label.counted_at,
    count_label.business_date,
    count_label.counted,
    count_label.book,
    count_label.p_exact,
    count_label.inclusion_probability,
    count_label.selection,
    count_label.is_exact,
    count_label.p_at_count
from trueup.count_label
inner join trueup.kept_publication on kept_publication.publication_id = count_label.publication_id;
comment on column trueup_v1.count_label.p_at_count is 'p_exact as published the night before, carried on to the moment of the count by the error events expected since; null where the record was counted in between.';
