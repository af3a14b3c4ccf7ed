-- A model serves several nights: what a law of sizes needs besides its probabilities, to be used again exactly.
alter table trueup.model
    add column size_tail double precision,
    add column size_mean double precision,
    add column size_variance double precision,
    add column dispersion double precision not null default 0;
comment on column trueup.model.size_tail is 'Probability that one error event is larger than 64 units either way.';
comment on column trueup.model.size_mean is 'Mean size of one error event, units.';
comment on column trueup.model.size_variance is 'Variance of the size of one error event, units squared.';
comment on column trueup.model.dispersion is 'Variance of the factor by which intervals between counts differ beyond their exposure.';

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
    model.dispersion
from trueup.model
inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id;
comment on column trueup_v1.model.size_tail is 'Probability that one error event is larger than 64 units either way.';
comment on column trueup_v1.model.size_mean is 'Mean size of one error event, units.';
comment on column trueup_v1.model.size_variance is 'Variance of the size of one error event, units squared.';
comment on column trueup_v1.model.dispersion is 'Variance of the factor by which intervals between counts differ beyond their exposure.';
