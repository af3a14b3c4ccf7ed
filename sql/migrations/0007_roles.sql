-- Least privilege: what each role may do, and nothing to PUBLIC. Roles belong to the cluster, so they may exist.
do $$
declare
    name text;
begin
    foreach name in array array['trueup_job', 'trueup_feed', 'trueup_bi'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I nologin', name);
        end if;
    end loop;
end
$$;

revoke all on schema feed, trueup, trueup_v1 from public;
revoke all on all functions in schema feed, trueup from public;
alter default privileges revoke execute on functions from public;

-- The retailer's side adds rows and may set neither the arrival nor the watermark
grant usage on schema feed to trueup_feed;
grant insert (
    source_system, event_id, event_type, location_id, item_id, quantity, expected_quantity, event_time,
    event_time_precision, record_time, promised_time, expires_time, from_state, to_state, channel, document_type,
    document_id, document_line, parent_document_type, parent_document_id, parent_document_line, counterpart_id,
    reason_code, actor_id, approver_id, device_id, customer_key, substitutes_item_id, count_selection,
    inclusion_probability, corrects_event_id, unit_value, currency, attributes
) on feed.inventory_event to trueup_feed;
grant select, insert, update, delete on
    feed.location, feed.item, feed.supplier, feed.assortment, feed.promotion, feed.calendar, feed.labour_budget,
    feed.position_snapshot, feed.reason_map, feed.replenishment
    to trueup_feed;
grant execute on function feed.contract_version() to trueup_feed;

-- The night reads the feed and writes its own tables; it owns neither
grant usage on schema feed, trueup, trueup_v1 to trueup_job;
grant select on all tables in schema feed, trueup, trueup_v1 to trueup_job;
grant insert, update on
    trueup.run, trueup.attempt, trueup.run_step, trueup.lease, trueup.publication, trueup.current_publication,
    trueup.quarantine, trueup.alert, trueup.recount
    to trueup_job;
grant insert on trueup.config, trueup.reference_version, trueup.deferred, trueup.count_label, trueup.model to trueup_job;
grant insert, update, delete on
    trueup.partial_daily, trueup.latency_sketch, trueup.count_variance, trueup.metric_daily,
    trueup.location_confidence, trueup.baseline_score, trueup.alert_event, trueup.recount_plan, trueup.freshness,
    trueup.recount, trueup.alert
    to trueup_job;
grant execute on all functions in schema feed, trueup to trueup_job;

grant usage on schema trueup_v1 to trueup_bi;
grant select on all tables in schema trueup_v1 to trueup_bi;
