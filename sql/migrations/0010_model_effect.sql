-- What category, location and item make of the rates of a model of record errors.
alter table trueup.model add column spreads double precision[];
comment on column trueup.model.spreads is 'Variance of the effects of categories, locations and items on the logarithm of the hazard.';

create table trueup.model_effect (
    model_id text not null references trueup.model (model_id),
    factor text not null,
    level text not null,
    effect double precision not null,
    variance double precision not null,
    primary key (model_id, factor, level)
);
comment on table trueup.model_effect is 'One row per model x factor x level: how much more often its records go wrong.';
comment on column trueup.model_effect.model_id is 'trueup.model.';
comment on column trueup.model_effect.factor is 'category, location or item.';
comment on column trueup.model_effect.level is 'Category name, location id or item id.';
comment on column trueup.model_effect.effect is 'On the logarithm of the hazard; 0 is like the others.';
comment on column trueup.model_effect.variance is 'Posterior variance of the effect.';
grant select, insert on trueup.model_effect to trueup_job;

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
    model.spreads
from trueup.model
inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id;
comment on column trueup_v1.model.spreads is 'Variance of the effects of categories, locations and items on the logarithm of the hazard.';

create view trueup_v1.model_effect as
select
    model_effect.model_id,
    model.business_date,
    model_effect.factor,
    model_effect.level,
    model_effect.effect,
    model_effect.variance
from trueup.model_effect
inner join trueup.model on model.model_id = model_effect.model_id
inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id;
comment on view trueup_v1.model_effect is 'One row per model x factor x level: how much more often its records go wrong.';
comment on column trueup_v1.model_effect.model_id is 'trueup_v1.model.';
comment on column trueup_v1.model_effect.business_date is 'Night that fitted the model.';
comment on column trueup_v1.model_effect.factor is 'category, location or item.';
comment on column trueup_v1.model_effect.level is 'Category name, location id or item id.';
comment on column trueup_v1.model_effect.effect is 'On the logarithm of the hazard; 0 is like the others.';
comment on column trueup_v1.model_effect.variance is 'Posterior variance of the effect.';
grant select on trueup_v1.model_effect to trueup_job, trueup_bi;
