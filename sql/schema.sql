--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: feed; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA feed;


--
-- Name: SCHEMA feed; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA feed IS 'What the retailer delivers: the inventory event history and its companions. Trueup only reads it.';


--
-- Name: trueup; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA trueup;


--
-- Name: SCHEMA trueup; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA trueup IS 'What the nightly jobs own and write. Readers use trueup_v1.';


--
-- Name: trueup_v1; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA trueup_v1;


--
-- Name: SCHEMA trueup_v1; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA trueup_v1 IS 'Stable, commented views of what the nights published. Columns are only ever appended.';


--
-- Name: analyze_table(regclass); Type: FUNCTION; Schema: feed; Owner: -
--

CREATE FUNCTION feed.analyze_table(relation regclass) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    begin
        if not exists (select from pg_class where oid = relation and relnamespace = 'feed'::regnamespace) then
            raise exception 'no table of feed: %', relation using errcode = 'invalid_parameter_value';
        end if;
        execute format('analyze (skip_locked) %s', relation);
    end
    $$;


--
-- Name: FUNCTION analyze_table(relation regclass); Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON FUNCTION feed.analyze_table(relation regclass) IS 'Renews the planner''s statistics of a table of the feed, unless it is locked.';


--
-- Name: contract_version(); Type: FUNCTION; Schema: feed; Owner: -
--

CREATE FUNCTION feed.contract_version() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 1;


--
-- Name: FUNCTION contract_version(); Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON FUNCTION feed.contract_version() IS 'Version of the contract that is installed.';


--
-- Name: accept_held(bigint, text); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.accept_held(run_key bigint, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if coalesce(btrim(reason), '') = '' then
        raise exception 'a held night is accepted with a reason' using errcode = 'invalid_parameter_value';
    end if;
    if not exists (
        select from trueup.attempt where attempt.run_key = accept_held.run_key and attempt.outcome = 'held'
    ) then
        raise exception 'run % was not held', run_key using errcode = 'object_not_in_prerequisite_state';
    end if;
    if exists (
        select from trueup.attempt
        where attempt.run_key = accept_held.run_key and attempt.outcome = 'held' and attempt.login = session_user
    ) then
        raise exception 'run % was held for %; another person accepts it', run_key, session_user
            using errcode = 'insufficient_privilege';
    end if;
    perform trueup.audit_append('run.accept_held', run_key::text, jsonb_build_object('reason', reason));
end
$$;


--
-- Name: FUNCTION accept_held(run_key bigint, reason text); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.accept_held(run_key bigint, reason text) IS 'Lets a held night through: needs a reason and another login than those it was held for; called by the publish transaction.';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alert; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.alert (
    alert_id text NOT NULL,
    fingerprint text NOT NULL,
    family text NOT NULL,
    severity text NOT NULL,
    state text NOT NULL,
    scope text NOT NULL,
    observed double precision,
    expected double precision,
    lower double precision,
    upper double precision,
    p double precision,
    q double precision,
    money_at_risk double precision,
    likely_cause text,
    suggested_action text NOT NULL,
    owner_role text NOT NULL,
    starts date NOT NULL,
    last_seen date NOT NULL,
    ends date,
    occurrences integer NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    publication_id bigint NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    assignee text,
    acknowledged_at timestamp with time zone,
    verdict text,
    note text,
    announced date,
    contributions jsonb,
    CONSTRAINT alert_state_is_known CHECK ((state = ANY (ARRAY['pending'::text, 'firing'::text, 'acknowledged'::text, 'suppressed'::text, 'resolved'::text]))),
    CONSTRAINT verdict_is_known CHECK ((verdict = ANY (ARRAY['real'::text, 'false_alarm'::text, 'expected'::text, 'withdrawn'::text])))
);


--
-- Name: TABLE alert; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.alert IS 'One row per alert: the fold of its events and of what people did.';


--
-- Name: COLUMN alert.alert_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.alert_id IS 'SHA-256 of fingerprint and first night, shortened.';


--
-- Name: COLUMN alert.fingerprint; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.fingerprint IS 'SHA-256 of family and scope.';


--
-- Name: COLUMN alert.family; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.family IS 'latency, cancellation, shrink, multivariate: all metrics of a location together, or drift: a metric that has been off for days.';


--
-- Name: COLUMN alert.severity; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.severity IS 'critical or warning.';


--
-- Name: COLUMN alert.state; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.state IS 'pending, firing, acknowledged (somebody took it on), suppressed (by a silence) or resolved.';


--
-- Name: COLUMN alert.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.scope IS 'Location, or network: all of them at once.';


--
-- Name: COLUMN alert.observed; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.observed IS 'Value observed, as the night that last found it saw it.';


--
-- Name: COLUMN alert.expected; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.expected IS 'Value expected then.';


--
-- Name: COLUMN alert.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.lower IS 'Lower end of the ordinary band.';


--
-- Name: COLUMN alert.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.upper IS 'Upper end of the ordinary band.';


--
-- Name: COLUMN alert.p; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.p IS 'Probability by chance.';


--
-- Name: COLUMN alert.q; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.q IS 'Adjusted for the number of locations judged.';


--
-- Name: COLUMN alert.money_at_risk; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.money_at_risk IS 'Excess units at cost; null for families not in units.';


--
-- Name: COLUMN alert.likely_cause; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.likely_cause IS 'What the evidence points at.';


--
-- Name: COLUMN alert.suggested_action; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.suggested_action IS 'What to do.';


--
-- Name: COLUMN alert.owner_role; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.owner_role IS 'Who is asked to do it.';


--
-- Name: COLUMN alert.starts; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.starts IS 'First night.';


--
-- Name: COLUMN alert.last_seen; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.last_seen IS 'Last night with the condition.';


--
-- Name: COLUMN alert.ends; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.ends IS 'Night it was resolved.';


--
-- Name: COLUMN alert.occurrences; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.occurrences IS 'Distinct nights with the condition.';


--
-- Name: COLUMN alert.title; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.title IS 'One line.';


--
-- Name: COLUMN alert.description; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.description IS 'One plain sentence, as the night that last found it said it; alert_figure has its numbers.';


--
-- Name: COLUMN alert.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.publication_id IS 'Night that changed it last.';


--
-- Name: COLUMN alert.version; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.version IS 'Grows by one with each action of a person; an action that names another version is refused.';


--
-- Name: COLUMN alert.assignee; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.assignee IS 'Who looks after it.';


--
-- Name: COLUMN alert.acknowledged_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.acknowledged_at IS 'When somebody took it on, by the database''s clock.';


--
-- Name: COLUMN alert.verdict; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.verdict IS 'What people found: real, false_alarm or expected (they knew why); withdrawn when a night computed again does not find it.';


--
-- Name: COLUMN alert.note; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.note IS 'What people wrote with the verdict.';


--
-- Name: COLUMN alert.announced; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.announced IS 'Last night it was news: when it fired, and again after the repeat interval while nobody acknowledged it.';


--
-- Name: COLUMN alert.contributions; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert.contributions IS 'Of a multivariate alert, an array with an object per metric, the largest first: metric, observed and expected in its units, contribution (they sum to observed), share (they sum to 1). Of a drift alert, the metrics that have drifted, over the days since they began: contribution is the square of the average''s deviation.';


--
-- Name: alert_open(text, integer); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.alert_open(alert_id text, version integer) RETURNS trueup.alert
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    candidate trueup.alert;
begin
    select * into candidate from trueup.alert where alert.alert_id = alert_open.alert_id for update;
    if not found then
        raise exception 'there is no alert %', alert_open.alert_id using errcode = 'no_data_found',
            hint = 'alerts list shows those that are open';
    end if;
    if candidate.state in ('pending', 'resolved') then
        raise exception 'alert % is %', alert_open.alert_id, candidate.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if candidate.version <> alert_open.version then
        raise exception 'alert % is at version %, not %: somebody changed it since it was read', alert_open.alert_id,
            candidate.version, alert_open.version
            using errcode = 'object_not_in_prerequisite_state', hint = 'read it again';
    end if;
    return candidate;
end
$$;


--
-- Name: FUNCTION alert_open(alert_id text, version integer); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.alert_open(alert_id text, version integer) IS 'Locks an alert that has fired for an action of a person; of any version when none is named.';


--
-- Name: analyze_table(regclass); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.analyze_table(relation regclass) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if not exists (select from pg_class where oid = relation and relnamespace = 'trueup'::regnamespace) then
        raise exception 'no table of trueup: %', relation using errcode = 'invalid_parameter_value';
    end if;
    execute format('analyze (skip_locked) %s', relation);
end
$$;


--
-- Name: FUNCTION analyze_table(relation regclass); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.analyze_table(relation regclass) IS 'Renews the planner''s statistics of a table of trueup, unless it is locked.';


--
-- Name: audit_append(text, text, jsonb); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.audit_append(action text, subject text, detail jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    head trueup.audit_head;
    entry trueup.audit;
begin
    select * into strict head from trueup.audit_head for update;
    entry := row(head.audit_id + 1, clock_timestamp(), session_user, action, subject, coalesce(detail, '{}'), '');
    entry.hash := trueup.audit_hash(head.hash, entry);
    insert into trueup.audit select (entry).*;
    update trueup.audit_head set audit_id = entry.audit_id, hash = entry.hash;
    return entry.audit_id;
end
$$;


--
-- Name: FUNCTION audit_append(action text, subject text, detail jsonb); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.audit_append(action text, subject text, detail jsonb) IS 'Adds a row to the trail; called by the functions that change something, in the same transaction.';


--
-- Name: audit; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.audit (
    audit_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb NOT NULL,
    hash bytea NOT NULL
);


--
-- Name: TABLE audit; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.audit IS 'One row per change of state by a person, append-only; each row''s hash covers the row before it.';


--
-- Name: COLUMN audit.audit_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.audit_id IS 'Place in the chain, without gaps.';


--
-- Name: COLUMN audit.at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.at IS 'When, by the database''s clock.';


--
-- Name: COLUMN audit.actor; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.actor IS 'Login of the session.';


--
-- Name: COLUMN audit.action; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.action IS 'What was done, such as run.accept_held.';


--
-- Name: COLUMN audit.subject; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.subject IS 'To what.';


--
-- Name: COLUMN audit.detail; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.detail IS 'With which words and values.';


--
-- Name: COLUMN audit.hash; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit.hash IS 'SHA-256 of the hash before and of this row''s other columns.';


--
-- Name: audit_hash(bytea, trueup.audit); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.audit_hash(before bytea, entry trueup.audit) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET "TimeZone" TO 'UTC'
    SET "DateStyle" TO 'ISO, YMD'
    BEGIN ATOMIC
 SELECT sha256((before || convert_to((ARRAY[((entry).audit_id)::text, ((entry).at)::text, (entry).actor, (entry).action, (entry).subject, ((entry).detail)::text])::text, 'UTF8'::name))) AS sha256;
END;


--
-- Name: FUNCTION audit_hash(before bytea, entry trueup.audit); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.audit_hash(before bytea, entry trueup.audit) IS 'Hash of a row of the trail, given the one before.';


--
-- Name: audit_head; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.audit_head (
    is_head boolean DEFAULT true NOT NULL,
    audit_id bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_head_is_head_check CHECK (is_head)
);


--
-- Name: TABLE audit_head; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.audit_head IS 'One row: the end of the chain. Whoever appends locks it, so that the chain cannot fork.';


--
-- Name: COLUMN audit_head.is_head; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit_head.is_head IS 'True.';


--
-- Name: COLUMN audit_head.audit_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit_head.audit_id IS 'Newest row of trueup.audit; 0 before the first.';


--
-- Name: COLUMN audit_head.hash; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.audit_head.hash IS 'Its hash.';


--
-- Name: audit_faults(); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.audit_faults() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT entry.audit_id
    FROM ( SELECT audit.audit_id,
             ((audit.audit_id = row_number() OVER chain) AND (audit.hash = trueup.audit_hash(lag(audit.hash, 1, '\x'::bytea) OVER chain, audit.*))) AS holds
            FROM trueup.audit
           WINDOW chain AS (ORDER BY audit.audit_id)) entry
   WHERE (NOT entry.holds)
 UNION ALL
  SELECT head.audit_id
    FROM (trueup.audit_head head
      LEFT JOIN trueup.audit ON ((audit.audit_id = head.audit_id)))
   WHERE ((audit.hash IS DISTINCT FROM head.hash) AND (head.audit_id > 0));
END;


--
-- Name: FUNCTION audit_faults(); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.audit_faults() IS 'Rows of the trail that are not what was appended, or whose neighbours are missing; none is a pass.';


--
-- Name: exposure_sum(bytea, bytea); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.exposure_sum(one bytea, other bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (string_agg(int4send((word.a + word.b)), '\x'::bytea ORDER BY word.place) || int8send((((('x'::text || encode(SUBSTRING(exposure_sum.one FROM 33 FOR 8), 'hex'::text)))::bit(64))::bigint + ((('x'::text || encode(SUBSTRING(exposure_sum.other FROM 33 FOR 8), 'hex'::text)))::bit(64))::bigint)))
    FROM ( SELECT place.place,
             ((('x'::text || encode(SUBSTRING(exposure_sum.one FROM ((place.place * 4) + 1) FOR 4), 'hex'::text)))::bit(32))::integer AS a,
             ((('x'::text || encode(SUBSTRING(exposure_sum.other FROM ((place.place * 4) + 1) FOR 4), 'hex'::text)))::bit(32))::integer AS b
            FROM generate_series(0, 7) place(place)) word;
END;


--
-- Name: FUNCTION exposure_sum(one bytea, other bytea); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.exposure_sum(one bytea, other bytea) IS 'Sum of two packed exposures.';


--
-- Name: silence; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.silence (
    silence_id bigint NOT NULL,
    family text,
    scope text,
    severity text,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT silence_ends CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '1 year'::interval)))),
    CONSTRAINT silence_has_a_reason CHECK ((btrim(reason) <> ''::text)),
    CONSTRAINT silence_of_severity CHECK ((severity = ANY (ARRAY['critical'::text, 'warning'::text])))
);


--
-- Name: TABLE silence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.silence IS 'One row per silence: alerts that match all that it names are suppressed between two instants.';


--
-- Name: COLUMN silence.silence_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.silence_id IS 'Identity.';


--
-- Name: COLUMN silence.family; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.family IS 'Family of alerts; null: every one.';


--
-- Name: COLUMN silence.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.scope IS 'Location; null: every one.';


--
-- Name: COLUMN silence.severity; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.severity IS 'critical or warning; null: both.';


--
-- Name: COLUMN silence.starts_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.starts_at IS 'From.';


--
-- Name: COLUMN silence.ends_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.ends_at IS 'To, exclusive.';


--
-- Name: COLUMN silence.author; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.author IS 'Login that added it.';


--
-- Name: COLUMN silence.reason; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.reason IS 'Why.';


--
-- Name: COLUMN silence.added_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.silence.added_at IS 'When it was added, by the database''s clock.';


--
-- Name: is_silenced(trueup.alert, timestamp with time zone); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.is_silenced(subject trueup.alert, at timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM trueup.silence
           WHERE ((silence.starts_at <= is_silenced.at) AND (silence.ends_at > is_silenced.at) AND (COALESCE(silence.family, (is_silenced.subject).family) = (is_silenced.subject).family) AND (COALESCE(silence.scope, (is_silenced.subject).scope) = (is_silenced.subject).scope) AND (COALESCE(silence.severity, (is_silenced.subject).severity) = (is_silenced.subject).severity)))) AS "exists";
END;


--
-- Name: FUNCTION is_silenced(subject trueup.alert, at timestamp with time zone); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.is_silenced(subject trueup.alert, at timestamp with time zone) IS 'Whether some silence matches an alert at an instant.';


--
-- Name: publication; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.publication (
    publication_id bigint NOT NULL,
    run_key bigint NOT NULL,
    job text NOT NULL,
    business_date date NOT NULL,
    revision integer NOT NULL,
    base_publication_id bigint,
    cutoff timestamp with time zone NOT NULL,
    watermark pg_snapshot NOT NULL,
    system_identifier text NOT NULL,
    timeline integer NOT NULL,
    feed_oid oid NOT NULL,
    rows_read bigint,
    rows_late bigint,
    rows_duplicate bigint,
    rows_quarantined bigint,
    model_id text,
    digest text,
    published_at timestamp with time zone,
    is_replaced boolean DEFAULT false NOT NULL,
    is_aside boolean DEFAULT false NOT NULL,
    is_reconstructed boolean DEFAULT false NOT NULL,
    fold_inputs text,
    rows_resent bigint
);


--
-- Name: TABLE publication; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.publication IS 'One row per computed night; the night exists for readers once published_at is set.';


--
-- Name: COLUMN publication.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.publication_id IS 'Identity; the large tables have one partition for each.';


--
-- Name: COLUMN publication.run_key; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.run_key IS 'trueup.run.';


--
-- Name: COLUMN publication.job; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.job IS 'Name of the job.';


--
-- Name: COLUMN publication.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.business_date IS 'Night it is about.';


--
-- Name: COLUMN publication.revision; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.revision IS 'Revision of the night.';


--
-- Name: COLUMN publication.base_publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.base_publication_id IS 'Night whose state this one was folded on; null when it began from go-live.';


--
-- Name: COLUMN publication.cutoff; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.cutoff IS 'Only messages recorded up to here are in it.';


--
-- Name: COLUMN publication.watermark; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.watermark IS 'Snapshot of the feed that is in it; the next night reads the difference.';


--
-- Name: COLUMN publication.system_identifier; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.system_identifier IS 'Cluster the watermark belongs to.';


--
-- Name: COLUMN publication.timeline; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.timeline IS 'Timeline the watermark belongs to.';


--
-- Name: COLUMN publication.feed_oid; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.feed_oid IS 'Relation the watermark belongs to.';


--
-- Name: COLUMN publication.rows_read; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.rows_read IS 'Messages read.';


--
-- Name: COLUMN publication.rows_late; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.rows_late IS 'Messages left for the next night because they were recorded after the cut-off.';


--
-- Name: COLUMN publication.rows_duplicate; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.rows_duplicate IS 'Messages delivered again.';


--
-- Name: COLUMN publication.rows_quarantined; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.rows_quarantined IS 'Messages refused.';


--
-- Name: COLUMN publication.model_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.model_id IS 'trueup.model that scored it.';


--
-- Name: COLUMN publication.digest; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.digest IS 'SHA-256 over the night''s published rows in key order; equal input gives equal digests.';


--
-- Name: COLUMN publication.published_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.published_at IS 'When readers first saw it.';


--
-- Name: COLUMN publication.is_replaced; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.is_replaced IS 'A later revision of the same night stands in its place.';


--
-- Name: COLUMN publication.is_aside; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.is_aside IS 'First published after a later night: no night continues from its state or its facts, which may hold what later nights count as their own.';


--
-- Name: COLUMN publication.is_reconstructed; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.is_reconstructed IS 'Nobody noted at the time what was visible; known then means recorded up to the cut-off.';


--
-- Name: COLUMN publication.fold_inputs; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.fold_inputs IS 'Digests of what the fold reads beside messages: locations, openings, reasons, limits. Where one differs from the night before, the history is folded anew.';


--
-- Name: COLUMN publication.rows_resent; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.publication.rows_resent IS 'Messages read this night that repeat another under a new id; quarantined as resend.';


--
-- Name: kept_publication; Type: VIEW; Schema: trueup; Owner: -
--

CREATE VIEW trueup.kept_publication AS
 SELECT publication.publication_id,
    publication.run_key,
    publication.job,
    publication.business_date,
    publication.revision,
    publication.base_publication_id,
    publication.cutoff,
    publication.watermark,
    publication.system_identifier,
    publication.timeline,
    publication.feed_oid,
    publication.rows_read,
    publication.rows_late,
    publication.rows_duplicate,
    publication.rows_quarantined,
    publication.model_id,
    publication.digest,
    publication.published_at,
    publication.is_replaced,
    publication.is_aside,
    publication.is_reconstructed,
    publication.fold_inputs,
    publication.rows_resent
   FROM trueup.publication
  WHERE ((publication.published_at IS NOT NULL) AND (NOT publication.is_replaced) AND (NOT publication.is_aside));


--
-- Name: VIEW kept_publication; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON VIEW trueup.kept_publication IS 'One row per night that nights continue from: the current revision of each, but those published aside.';


--
-- Name: quarantine; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.quarantine (
    source_system text,
    event_id text,
    code text NOT NULL,
    row_count bigint DEFAULT 1 NOT NULL,
    location_id text,
    item_id text,
    first_publication_id bigint NOT NULL,
    resolved_publication_id bigint
);


--
-- Name: TABLE quarantine; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.quarantine IS 'One row per refused message, or per source and code where a message has no id; retried when its master row appears.';


--
-- Name: COLUMN quarantine.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.source_system IS 'Source of the message.';


--
-- Name: COLUMN quarantine.event_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.event_id IS 'Identity of the message, null where it has none.';


--
-- Name: COLUMN quarantine.code; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.code IS 'Why it was refused.';


--
-- Name: COLUMN quarantine.row_count; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.row_count IS 'Messages this row stands for.';


--
-- Name: COLUMN quarantine.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.location_id IS 'Location named, where that is what was unknown.';


--
-- Name: COLUMN quarantine.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.item_id IS 'Item named, where that is what was unknown.';


--
-- Name: COLUMN quarantine.first_publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.first_publication_id IS 'Night that refused it.';


--
-- Name: COLUMN quarantine.resolved_publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.quarantine.resolved_publication_id IS 'Night that could use it after all.';


--
-- Name: open_quarantine(bigint); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.open_quarantine(base bigint) RETURNS TABLE(source_system text, event_id text, code text, location_id text, item_id text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT quarantine.source_system,
     quarantine.event_id,
     quarantine.code,
     quarantine.location_id,
     quarantine.item_id
    FROM (((trueup.quarantine
      JOIN trueup.publication base_night ON ((base_night.publication_id = open_quarantine.base)))
      JOIN trueup.kept_publication first ON ((first.publication_id = quarantine.first_publication_id)))
      LEFT JOIN trueup.kept_publication resolved ON ((resolved.publication_id = quarantine.resolved_publication_id)))
   WHERE ((first.business_date <= base_night.business_date) AND ((resolved.publication_id IS NULL) OR (resolved.business_date > base_night.business_date)));
END;


--
-- Name: FUNCTION open_quarantine(base bigint); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.open_quarantine(base bigint) IS 'Refused messages as a night left them: those no night up to it could use.';


--
-- Name: partition_attach(text, bigint); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.partition_attach(parent text, publication_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform trueup.partition_key(parent, publication_id);
    execute format(
        'alter table trueup.%I attach partition trueup.%I for values in (%s)',
        parent, format('%s_%s', parent, publication_id), publication_id);
end
$$;


--
-- Name: FUNCTION partition_attach(parent text, publication_id bigint); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.partition_attach(parent text, publication_id bigint) IS 'Keys a filled table and attaches it; the night is not visible before it is published.';


--
-- Name: partition_create(text, bigint); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.partition_create(parent text, publication_id bigint) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    child text := format('%s_%s', parent, publication_id);
begin
    if parent not in ('position', 'open_line', 'item_confidence') then
        raise exception 'no table of publications: %', parent using errcode = 'invalid_parameter_value';
    end if;
    execute format('drop table if exists trueup.%I', child);
    execute format('create table trueup.%I (like trueup.%I including defaults)', child, parent);
    -- with this constraint ATTACH need not look at the rows
    execute format('alter table trueup.%I add constraint %I check (publication_id = %s)', child, child || '_is_one', publication_id);
    execute format('grant select, insert on trueup.%I to trueup_job', child);
    return format('trueup.%I', child);
end
$$;


--
-- Name: FUNCTION partition_create(parent text, publication_id bigint); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.partition_create(parent text, publication_id bigint) IS 'Makes an empty table for one publication of a large table, not yet attached.';


--
-- Name: partition_drop(bigint); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.partition_drop(publication_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    parent text;
begin
    if exists (
        select from trueup.publication
        where publication.publication_id = partition_drop.publication_id and publication.published_at is not null
    ) then
        raise exception 'publication % is published', publication_id using errcode = 'object_not_in_prerequisite_state';
    end if;
    foreach parent in array array['position', 'open_line', 'item_confidence'] loop
        execute format('drop table if exists trueup.%I', format('%s_%s', parent, publication_id));
    end loop;
end
$$;


--
-- Name: FUNCTION partition_drop(publication_id bigint); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.partition_drop(publication_id bigint) IS 'Removes the partitions of a publication that was never published.';


--
-- Name: partition_key(text, bigint); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.partition_key(parent text, publication_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    child text := format('%s_%s', parent, publication_id);
    key text;
begin
    if parent not in ('position', 'open_line', 'item_confidence') then
        raise exception 'no table of publications: %', parent using errcode = 'invalid_parameter_value';
    end if;
    if exists (select from pg_index where indrelid = format('trueup.%I', child)::regclass and indisprimary) then
        return;
    end if;
    select string_agg(quote_ident(attribute.attname), ', ' order by place.ordinal)
    into key
    from pg_index
    cross join lateral unnest(pg_index.indkey::smallint[]) with ordinality as place (attnum, ordinal)
    inner join pg_attribute as attribute
        on attribute.attrelid = pg_index.indrelid and attribute.attnum = place.attnum
    where pg_index.indrelid = format('trueup.%I', parent)::regclass
        and pg_index.indisprimary;
    execute format('alter table trueup.%I add primary key (%s)', child, key);
end
$$;


--
-- Name: FUNCTION partition_key(parent text, publication_id bigint); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.partition_key(parent text, publication_id bigint) IS 'Keys a filled table of a publication, unless it has its key.';


--
-- Name: recount; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.recount (
    recount_id text NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    location_id text NOT NULL,
    item_id text NOT NULL,
    rank integer NOT NULL,
    selection text NOT NULL,
    inclusion_probability double precision,
    reason text NOT NULL,
    p_wrong double precision,
    expected_value double precision,
    minutes double precision NOT NULL,
    value_per_minute double precision,
    zone text,
    blind boolean NOT NULL,
    due_by date NOT NULL,
    state text NOT NULL,
    counted_qty double precision,
    counted_at timestamp with time zone,
    outcome text,
    version integer DEFAULT 1 NOT NULL,
    assignee text,
    counted_by text,
    actual_minutes double precision,
    scope text,
    complete boolean,
    cause_confirmed text,
    dismissed_reason text,
    dismissed_at timestamp with time zone,
    unit_cost double precision,
    realised_value double precision,
    CONSTRAINT assigned_to_somebody CHECK (((state <> 'assigned'::text) OR (btrim(assignee) <> ''::text))),
    CONSTRAINT dismissed_with_a_reason CHECK (((state <> 'dismissed'::text) OR (btrim(dismissed_reason) <> ''::text))),
    CONSTRAINT minutes_were_spent CHECK (((actual_minutes >= (0)::double precision) AND (actual_minutes < ('1000000'::numeric)::double precision))),
    CONSTRAINT recount_state_is_known CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'assigned'::text, 'counting'::text, 'counted'::text, 'dismissed'::text, 'expired'::text]))),
    CONSTRAINT result_is_a_quantity CHECK (((counted_qty >= (0)::double precision) AND (counted_qty < ('1000000000000'::numeric)::double precision)))
);


--
-- Name: TABLE recount; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.recount IS 'One row per recommended count.';


--
-- Name: COLUMN recount.recount_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.recount_id IS 'Identity; the document_id of the count that answers it.';


--
-- Name: COLUMN recount.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN recount.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN recount.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.location_id IS 'Location.';


--
-- Name: COLUMN recount.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.item_id IS 'Item.';


--
-- Name: COLUMN recount.rank; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.rank IS 'Place in the location''s list of the night.';


--
-- Name: COLUMN recount.selection; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.selection IS 'value, random or forced.';


--
-- Name: COLUMN recount.inclusion_probability; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.inclusion_probability IS 'Probability of the random draw; null for selection by value.';


--
-- Name: COLUMN recount.reason; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.reason IS 'Why, in one sentence.';


--
-- Name: COLUMN recount.p_wrong; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.p_wrong IS 'Probability that the record is wrong.';


--
-- Name: COLUMN recount.expected_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.expected_value IS 'Worth of the count, location''s currency: value_at_risk of the record, which it averts at most, and the money on the books that it puts right, expected_error x unit cost. By that second part it may exceed the value at risk of its record, or of the location.';


--
-- Name: COLUMN recount.minutes; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.minutes IS 'Minutes it is expected to take.';


--
-- Name: COLUMN recount.value_per_minute; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.value_per_minute IS 'expected_value / minutes.';


--
-- Name: COLUMN recount.zone; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.zone IS 'Where to look.';


--
-- Name: COLUMN recount.blind; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.blind IS 'Whether the counter must not see the book.';


--
-- Name: COLUMN recount.due_by; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.due_by IS 'Last day it is worth doing.';


--
-- Name: COLUMN recount.state; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.state IS 'proposed, accepted, assigned, counting, counted, dismissed or expired.';


--
-- Name: COLUMN recount.counted_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.counted_qty IS 'Units counted.';


--
-- Name: COLUMN recount.counted_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.counted_at IS 'When.';


--
-- Name: COLUMN recount.outcome; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.outcome IS 'exact or wrong, against the book just before the count.';


--
-- Name: COLUMN recount.version; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.version IS 'Grows by one with each action of a person; an action that names another version is refused.';


--
-- Name: COLUMN recount.assignee; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.assignee IS 'Who is to count.';


--
-- Name: COLUMN recount.counted_by; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.counted_by IS 'Who counted.';


--
-- Name: COLUMN recount.actual_minutes; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.actual_minutes IS 'Minutes that the count took.';


--
-- Name: COLUMN recount.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.scope IS 'Stock state that was counted; null: all that is physically saleable.';


--
-- Name: COLUMN recount.complete; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.complete IS 'Whether every place was looked at; a count that is not complete says nothing about the record.';


--
-- Name: COLUMN recount.cause_confirmed; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.cause_confirmed IS 'Why the record was wrong, as people found.';


--
-- Name: COLUMN recount.dismissed_reason; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.dismissed_reason IS 'Why nobody counts it.';


--
-- Name: COLUMN recount.dismissed_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.dismissed_at IS 'When that was decided, by the database''s clock.';


--
-- Name: COLUMN recount.unit_cost; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.unit_cost IS 'Cost of a unit when it was recommended, location''s currency.';


--
-- Name: COLUMN recount.realised_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount.realised_value IS 'Money on the books that the count put right: |counted - book just before| x unit_cost.';


--
-- Name: recount_open(text, integer); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.recount_open(recount_id text, version integer) RETURNS trueup.recount
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    candidate trueup.recount;
begin
    select * into candidate from trueup.recount where recount.recount_id = recount_open.recount_id for update;
    if not found then
        raise exception 'there is no recount %', recount_open.recount_id using errcode = 'no_data_found',
            hint = 'recounts list shows those that are open';
    end if;
    if candidate.state in ('counted', 'dismissed', 'expired') then
        raise exception 'recount % is % already', recount_open.recount_id, candidate.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if candidate.version <> recount_open.version then
        raise exception 'recount % is at version %, not %: somebody changed it since it was read', recount_open.recount_id,
            candidate.version, recount_open.version
            using errcode = 'object_not_in_prerequisite_state', hint = 'read it again';
    end if;
    return candidate;
end
$$;


--
-- Name: FUNCTION recount_open(recount_id text, version integer); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.recount_open(recount_id text, version integer) IS 'Locks an open recount for an action of a person; of any version when none is named.';


--
-- Name: sketch_buckets(bytea); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.sketch_buckets(packed bytea) RETURNS TABLE(bucket integer, events bigint)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (raw.bucket >= 32768) THEN (raw.bucket - 65536)
             ELSE raw.bucket
         END AS bucket,
         CASE
             WHEN (raw.events >= '2147483648'::bigint) THEN (raw.events - '4294967296'::bigint)
             ELSE raw.events
         END AS events
    FROM ( SELECT ((get_byte(sketch_buckets.packed, place.place) * 256) + get_byte(sketch_buckets.packed, (place.place + 1))) AS bucket,
             (((((get_byte(sketch_buckets.packed, (place.place + 2)))::bigint * 16777216) + (get_byte(sketch_buckets.packed, (place.place + 3)) * 65536)) + (get_byte(sketch_buckets.packed, (place.place + 4)) * 256)) + get_byte(sketch_buckets.packed, (place.place + 5))) AS events
            FROM generate_series(0, (length(sketch_buckets.packed) - 6), 6) place(place)) raw;
END;


--
-- Name: FUNCTION sketch_buckets(packed bytea); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.sketch_buckets(packed bytea) IS 'The buckets of a packed latency sketch: delays of bucket b lie between gamma^(b-1) and gamma^b microseconds, gamma = 1.01 / 0.99.';


--
-- Name: sketch_quantile(bytea, bigint, double precision); Type: FUNCTION; Schema: trueup; Owner: -
--

CREATE FUNCTION trueup.sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH ranked AS (
          SELECT sketch_buckets.bucket,
             ((sketch_quantile.preposted_or_zero)::numeric + sum(sketch_buckets.events) OVER (ORDER BY sketch_buckets.bucket)) AS upto,
             ((sketch_quantile.preposted_or_zero)::numeric + sum(sketch_buckets.events) OVER ()) AS total
            FROM trueup.sketch_buckets(sketch_quantile.packed) sketch_buckets(bucket, events)
         ), wanted AS (
          SELECT COALESCE(max(ranked.total), (sketch_quantile.preposted_or_zero)::numeric) AS total,
             GREATEST((1)::double precision, ceil((sketch_quantile.q * (COALESCE(max(ranked.total), (sketch_quantile.preposted_or_zero)::numeric))::double precision))) AS place
            FROM ranked
         )
  SELECT
         CASE
             WHEN ((wanted.total <= (0)::numeric) OR (sketch_quantile.q < (0)::double precision) OR (sketch_quantile.q > (1)::double precision) OR (sketch_quantile.q IS NULL)) THEN NULL::double precision
             WHEN (wanted.place <= (sketch_quantile.preposted_or_zero)::double precision) THEN (0)::double precision
             ELSE ( SELECT ((((2)::double precision * power(((1.01)::double precision / (0.99)::double precision), (min(ranked.bucket))::double precision)) / (((1.01)::double precision / (0.99)::double precision) + (1)::double precision)) / ('1000000'::numeric)::double precision)
                FROM ranked
               WHERE ((ranked.upto)::double precision >= wanted.place))
         END
    FROM wanted;
END;


--
-- Name: FUNCTION sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision); Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON FUNCTION trueup.sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision) IS 'Quantile q of a packed latency sketch in seconds: the message of rank max(1, ceil(q n)) of n, as percentile_disc, to 1 % relative error; messages without a delay, and those recorded before they happened, count as 0 and come first. Null without messages, and where q is not in 0 to 1.';


--
-- Name: alert_acknowledge(text, text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.alert_acknowledge(alert_id text, assignee text DEFAULT NULL::text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.alert := trueup.alert_open(alert_acknowledge.alert_id, alert_acknowledge.version);
    keeper text := coalesce(nullif(btrim(alert_acknowledge.assignee), ''), session_user);
begin
    update trueup.alert
    set state = 'acknowledged', assignee = keeper, version = alert.version + 1,
        acknowledged_at = coalesce(alert.acknowledged_at, clock_timestamp())
    where alert.alert_id = open.alert_id;
    perform trueup.audit_append('alert.acknowledge', open.alert_id, jsonb_build_object('assignee', keeper));
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION alert_acknowledge(alert_id text, assignee text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.alert_acknowledge(alert_id text, assignee text, version integer) IS 'Somebody takes the alert on: it is announced no more. Answers the new version.';


--
-- Name: alert_resolve(text, text, text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.alert_resolve(alert_id text, verdict text, note text DEFAULT NULL::text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.alert := trueup.alert_open(alert_resolve.alert_id, alert_resolve.version);
begin
    if coalesce(alert_resolve.verdict, '') not in ('real', 'false_alarm', 'expected') then
        raise exception 'an alert is resolved as real, false_alarm or expected';
    end if;
    update trueup.alert
    set state = 'resolved', verdict = alert_resolve.verdict, note = nullif(btrim(alert_resolve.note), ''),
        ends = alert.last_seen, version = alert.version + 1
    where alert.alert_id = open.alert_id;
    perform trueup.audit_append(
        'alert.resolve', open.alert_id, jsonb_build_object('verdict', alert_resolve.verdict, 'note', alert_resolve.note)
    );
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION alert_resolve(alert_id text, verdict text, note text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.alert_resolve(alert_id text, verdict text, note text, version integer) IS 'People are done with the alert. The same condition raises another one only after it has been gone. Answers the new version.';


--
-- Name: recount_accept(text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.recount_accept(recount_id text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.recount := trueup.recount_open(recount_accept.recount_id, recount_accept.version);
begin
    if open.state <> 'proposed' then
        raise exception 'recount % is % already', open.recount_id, open.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update trueup.recount set state = 'accepted', version = recount.version + 1 where recount.recount_id = open.recount_id;
    perform trueup.audit_append('recount.accept', open.recount_id, '{}');
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION recount_accept(recount_id text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.recount_accept(recount_id text, version integer) IS 'A planner wants the count made; it appears on the sheet. Answers the new version.';


--
-- Name: recount_assign(text, text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.recount_assign(recount_id text, assignee text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.recount := trueup.recount_open(recount_assign.recount_id, recount_assign.version);
begin
    if coalesce(btrim(recount_assign.assignee), '') = '' then
        raise exception 'a recount is assigned to somebody';
    end if;
    update trueup.recount
    set state = 'assigned', assignee = btrim(recount_assign.assignee), version = recount.version + 1
    where recount.recount_id = open.recount_id;
    perform trueup.audit_append(
        'recount.assign', open.recount_id, jsonb_build_object('assignee', btrim(recount_assign.assignee))
    );
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION recount_assign(recount_id text, assignee text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.recount_assign(recount_id text, assignee text, version integer) IS 'Somebody is to make the count, which accepts it. Answers the new version.';


--
-- Name: recount_dismiss(text, text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.recount_dismiss(recount_id text, reason text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.recount := trueup.recount_open(recount_dismiss.recount_id, recount_dismiss.version);
begin
    if coalesce(btrim(recount_dismiss.reason), '') = '' then
        raise exception 'a recount is dismissed with a reason';
    end if;
    update trueup.recount
    set state = 'dismissed', dismissed_reason = btrim(recount_dismiss.reason), dismissed_at = clock_timestamp(),
        version = recount.version + 1
    where recount.recount_id = open.recount_id;
    perform trueup.audit_append(
        'recount.dismiss', open.recount_id, jsonb_build_object('reason', btrim(recount_dismiss.reason), 'selection', open.selection)
    );
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION recount_dismiss(recount_id text, reason text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.recount_dismiss(recount_id text, reason text, version integer) IS 'Nobody is to make the count, for a reason; it is not recommended for its value again within the cool-down. Answers the new version.';


--
-- Name: recount_result(text, numeric, timestamp with time zone, text, double precision, text, boolean, text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone DEFAULT clock_timestamp(), counted_by text DEFAULT NULL::text, actual_minutes double precision DEFAULT NULL::double precision, scope text DEFAULT NULL::text, complete boolean DEFAULT true, cause_confirmed text DEFAULT NULL::text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.recount := trueup.recount_open(recount_result.recount_id, recount_result.version);
    counter text := coalesce(nullif(btrim(recount_result.counted_by), ''), session_user);
begin
    if recount_result.counted_qty is null or not (recount_result.counted_qty >= 0 and recount_result.counted_qty < 1e12)
        or recount_result.counted_qty <> round(recount_result.counted_qty, 3)
    then
        raise exception 'a counted quantity is 0 or more, in thousandths of a unit at the finest';
    end if;
    if recount_result.counted_at is null or not (
        recount_result.counted_at <= clock_timestamp() + interval '5 minutes'
        and recount_result.counted_at > (
            select run.cutoff from trueup.publication inner join trueup.run on run.run_key = publication.run_key
            where publication.publication_id = open.publication_id
        )
    ) then
        raise exception 'recount % was counted in the future, or before it was recommended', open.recount_id
            using hint = 'give the time of the count with its time zone';
    end if;
    -- the same count, told by the system that it was made in
    if exists (
        select from feed.inventory_event
        where inventory_event.location_id = open.location_id and inventory_event.item_id = open.item_id
            and inventory_event.event_type = 'count' and inventory_event.document_id = open.recount_id
    ) then
        raise exception 'the feed has the count of recount % already', open.recount_id
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if recount_result.scope not in ('available', 'backroom', 'display') then
        raise exception 'a count covers available, backroom or display, or all of them when no scope is given';
    end if;
    update trueup.recount
    set state = case when coalesce(recount_result.complete, true) then 'counted' else 'counting' end,
        counted_qty = recount_result.counted_qty, counted_at = recount_result.counted_at, counted_by = counter,
        actual_minutes = coalesce(recount_result.actual_minutes, recount.actual_minutes), scope = recount_result.scope,
        complete = coalesce(recount_result.complete, true),
        cause_confirmed = coalesce(nullif(btrim(recount_result.cause_confirmed), ''), recount.cause_confirmed),
        version = recount.version + 1
    where recount.recount_id = open.recount_id;
    -- the night learns from the feed and from nothing else
    if coalesce(recount_result.complete, true) then
        insert into feed.inventory_event (
            source_system, event_id, event_type, location_id, item_id, quantity, event_time, record_time, from_state,
            document_type, document_id, actor_id, count_selection, inclusion_probability
        )
        values (
            'trueup', open.recount_id, 'count', open.location_id, open.item_id, recount_result.counted_qty,
            recount_result.counted_at, greatest(clock_timestamp(), recount_result.counted_at), recount_result.scope, 'count',
            open.recount_id, counter, case open.selection when 'random' then 'random' else 'triggered' end,
            open.inclusion_probability
        );
    end if;
    perform trueup.audit_append(
        'recount.result', open.recount_id,
        jsonb_build_object(
            'counted_by', counter, 'counted_qty', recount_result.counted_qty, 'complete', coalesce(recount_result.complete, true)
        )
    );
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone, counted_by text, actual_minutes double precision, scope text, complete boolean, cause_confirmed text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone, counted_by text, actual_minutes double precision, scope text, complete boolean, cause_confirmed text, version integer) IS 'The result of a count: it goes into the feed as a count of source trueup, and the next night learns from it. A count that is not complete is noted and stays open. Answers the new version.';


--
-- Name: recount_start(text, integer); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.recount_start(recount_id text, version integer DEFAULT NULL::integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    open trueup.recount := trueup.recount_open(recount_start.recount_id, recount_start.version);
begin
    if open.state not in ('accepted', 'assigned') then
        raise exception 'recount % is %, and only what was accepted is counted', open.recount_id, open.state
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update trueup.recount set state = 'counting', version = recount.version + 1 where recount.recount_id = open.recount_id;
    perform trueup.audit_append('recount.start', open.recount_id, '{}');
    return open.version + 1;
end
$$;


--
-- Name: FUNCTION recount_start(recount_id text, version integer); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.recount_start(recount_id text, version integer) IS 'Counting has begun. Answers the new version.';


--
-- Name: silence_add(text, timestamp with time zone, text, text, text, timestamp with time zone); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.silence_add(reason text, ends_at timestamp with time zone, family text DEFAULT NULL::text, scope text DEFAULT NULL::text, severity text DEFAULT NULL::text, starts_at timestamp with time zone DEFAULT clock_timestamp()) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    added trueup.silence;
begin
    if coalesce(btrim(silence_add.reason), '') = '' then
        raise exception 'a silence has a reason';
    end if;
    if coalesce(silence_add.family, silence_add.scope, silence_add.severity) is null then
        raise exception 'a silence names a family, a location or a severity';
    end if;
    if silence_add.severity not in ('critical', 'warning') then
        raise exception 'a severity is critical or warning';
    end if;
    if not (silence_add.ends_at > silence_add.starts_at and silence_add.ends_at <= silence_add.starts_at + interval '1 year')
        or silence_add.ends_at is null
    then
        raise exception 'a silence ends after it starts, and within a year';
    end if;
    insert into trueup.silence (family, scope, severity, starts_at, ends_at, author, reason)
    values (
        silence_add.family, silence_add.scope, silence_add.severity, silence_add.starts_at, silence_add.ends_at, session_user,
        btrim(silence_add.reason)
    )
    returning * into added;
    update trueup.alert
    set state = 'suppressed'
    where alert.state = 'firing'
        and trueup.is_silenced(alert, clock_timestamp());
    perform trueup.audit_append('silence.add', added.silence_id::text, to_jsonb(added) - 'added_at');
    return added.silence_id;
end
$$;


--
-- Name: FUNCTION silence_add(reason text, ends_at timestamp with time zone, family text, scope text, severity text, starts_at timestamp with time zone); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.silence_add(reason text, ends_at timestamp with time zone, family text, scope text, severity text, starts_at timestamp with time zone) IS 'Alerts that match are suppressed until the silence ends; they stay open and come back if the condition holds. Answers its id.';


--
-- Name: silence_end(bigint); Type: FUNCTION; Schema: trueup_v1; Owner: -
--

CREATE FUNCTION trueup_v1.silence_end(silence_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    update trueup.silence
    set ends_at = greatest(clock_timestamp(), silence.starts_at + interval '1 microsecond')
    where silence.silence_id = silence_end.silence_id
        and silence.ends_at > clock_timestamp();
    if not found then
        raise exception 'there is no silence % that has not ended', silence_end.silence_id using errcode = 'no_data_found';
    end if;
    update trueup.alert
    set state = 'firing'
    where alert.state = 'suppressed'
        and not trueup.is_silenced(alert, clock_timestamp());
    perform trueup.audit_append('silence.end', silence_end.silence_id::text, '{}');
end
$$;


--
-- Name: FUNCTION silence_end(silence_id bigint); Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON FUNCTION trueup_v1.silence_end(silence_id bigint) IS 'Ends a silence now.';


--
-- Name: assortment; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.assortment (
    location_id text NOT NULL,
    item_id text NOT NULL,
    abc_class text,
    zone text
);


--
-- Name: TABLE assortment; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.assortment IS 'One row per item that a location carries.';


--
-- Name: COLUMN assortment.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.assortment.location_id IS 'feed.location.';


--
-- Name: COLUMN assortment.item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.assortment.item_id IS 'feed.item.';


--
-- Name: COLUMN assortment.abc_class; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.assortment.abc_class IS 'Class by turnover: A, B or C.';


--
-- Name: COLUMN assortment.zone; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.assortment.zone IS 'Part of the location where it lies; recounts are bundled by it.';


--
-- Name: calendar; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.calendar (
    location_id text,
    day date NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    label text
);


--
-- Name: TABLE calendar; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.calendar IS 'One row per day out of the ordinary; a null location means all of them.';


--
-- Name: COLUMN calendar.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.calendar.location_id IS 'feed.location.';


--
-- Name: COLUMN calendar.day; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.calendar.day IS 'Local business day.';


--
-- Name: COLUMN calendar.closed; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.calendar.closed IS 'Whether the location is closed that day.';


--
-- Name: COLUMN calendar.label; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.calendar.label IS 'Name of the day, such as Good Friday.';


--
-- Name: inventory_event; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.inventory_event (
    source_system text,
    event_id text,
    event_type text,
    location_id text,
    item_id text,
    quantity numeric,
    expected_quantity numeric,
    event_time timestamp with time zone,
    event_time_precision text DEFAULT 'instant'::text,
    record_time timestamp with time zone,
    promised_time timestamp with time zone,
    expires_time timestamp with time zone,
    from_state text,
    to_state text,
    channel text,
    document_type text,
    document_id text,
    document_line text,
    parent_document_type text,
    parent_document_id text,
    parent_document_line text,
    counterpart_id text,
    reason_code text,
    actor_id text,
    approver_id text,
    device_id text,
    customer_key text,
    substitutes_item_id text,
    count_selection text,
    inclusion_probability double precision,
    corrects_event_id text,
    unit_value numeric,
    currency character(3),
    attributes jsonb,
    ingested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ingest_xid xid8 DEFAULT pg_current_xact_id() NOT NULL
);


--
-- Name: TABLE inventory_event; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.inventory_event IS 'One row per delivered message, append-only, exactly as delivered: duplicates and malformed messages included.';


--
-- Name: COLUMN inventory_event.source_system; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.source_system IS 'System that sent the message: pos, web, a marketplace name, oms, wms, erp, supplier.';


--
-- Name: COLUMN inventory_event.event_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.event_id IS 'Identity of the message, stable in its source (EPCIS eventID).';


--
-- Name: COLUMN inventory_event.event_type; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.event_type IS 'What happened: a value of trueup_v1.event_type, which says what each does to the books; others are quarantined (EPCIS bizStep and action).';


--
-- Name: COLUMN inventory_event.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.location_id IS 'Where (EPCIS bizLocation); feed.location.';


--
-- Name: COLUMN inventory_event.item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.item_id IS 'What (EPCIS epcClass); feed.item.';


--
-- Name: COLUMN inventory_event.quantity; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.quantity IS 'Units, never negative except for an adjustment (signed); for a count the counted quantity.';


--
-- Name: COLUMN inventory_event.expected_quantity; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.expected_quantity IS 'Units in the book at the moment of a count, where the source knows it.';


--
-- Name: COLUMN inventory_event.event_time; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.event_time IS 'When it happened (EPCIS eventTime).';


--
-- Name: COLUMN inventory_event.event_time_precision; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.event_time_precision IS 'How exactly event_time is known: instant, minute or day.';


--
-- Name: COLUMN inventory_event.record_time; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.record_time IS 'When the source system knew it (EPCIS recordTime).';


--
-- Name: COLUMN inventory_event.promised_time; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.promised_time IS 'When it is due or was promised.';


--
-- Name: COLUMN inventory_event.expires_time; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.expires_time IS 'End of a reservation.';


--
-- Name: COLUMN inventory_event.from_state; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.from_state IS 'Stock state the units leave.';


--
-- Name: COLUMN inventory_event.to_state; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.to_state IS 'Stock state the units enter.';


--
-- Name: COLUMN inventory_event.channel; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.channel IS 'Sales channel: store, web, a marketplace name, phone.';


--
-- Name: COLUMN inventory_event.document_type; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.document_type IS 'Business document: order, transfer, po, asn, rma, count (EPCIS bizTransaction type).';


--
-- Name: COLUMN inventory_event.document_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.document_id IS 'Identity of the business document (EPCIS bizTransaction).';


--
-- Name: COLUMN inventory_event.document_line; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.document_line IS 'Line of the business document.';


--
-- Name: COLUMN inventory_event.parent_document_type; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.parent_document_type IS 'Type of the document behind this one: a receipt''s PO beside its ASN, a return''s order beside its RMA.';


--
-- Name: COLUMN inventory_event.parent_document_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.parent_document_id IS 'Identity of the document behind this one.';


--
-- Name: COLUMN inventory_event.parent_document_line; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.parent_document_line IS 'Line of the document behind this one.';


--
-- Name: COLUMN inventory_event.counterpart_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.counterpart_id IS 'The other location or the supplier (EPCIS source and destination).';


--
-- Name: COLUMN inventory_event.reason_code; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.reason_code IS 'Reason of a cancellation, adjustment or return, in the source''s own words; feed.reason_map makes it canonical.';


--
-- Name: COLUMN inventory_event.actor_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.actor_id IS 'Pseudonym of who did it.';


--
-- Name: COLUMN inventory_event.approver_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.approver_id IS 'Pseudonym of who approved it.';


--
-- Name: COLUMN inventory_event.device_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.device_id IS 'Device that recorded it (EPCIS deviceID).';


--
-- Name: COLUMN inventory_event.customer_key; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.customer_key IS 'Pseudonym of the customer.';


--
-- Name: COLUMN inventory_event.substitutes_item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.substitutes_item_id IS 'Item that this one replaces.';


--
-- Name: COLUMN inventory_event.count_selection; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.count_selection IS 'How a count was chosen: random, full, cycle or triggered; null means cycle.';


--
-- Name: COLUMN inventory_event.inclusion_probability; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.inclusion_probability IS 'Probability with which a count was chosen; a full stocktake has 1.';


--
-- Name: COLUMN inventory_event.corrects_event_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.corrects_event_id IS 'The message of the same source that this one replaces (EPCIS errorDeclaration).';


--
-- Name: COLUMN inventory_event.unit_value; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.unit_value IS 'Value of one unit at the event, in currency.';


--
-- Name: COLUMN inventory_event.currency; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.currency IS 'ISO 4217 code of unit_value.';


--
-- Name: COLUMN inventory_event.attributes; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.attributes IS 'Everything else the source knows.';


--
-- Name: COLUMN inventory_event.ingested_at; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.ingested_at IS 'When the message arrived here; set by the server.';


--
-- Name: COLUMN inventory_event.ingest_xid; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.inventory_event.ingest_xid IS 'Transaction that delivered the message: the extraction watermark; set by the server.';


--
-- Name: item; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.item (
    item_id text NOT NULL,
    sku text,
    gtin text,
    name text NOT NULL,
    category text,
    unit_cost numeric,
    unit_price numeric,
    currency character(3),
    pack_size integer,
    tracked boolean,
    active boolean
);


--
-- Name: TABLE item; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.item IS 'One row per item that is bought, held or sold.';


--
-- Name: COLUMN item.item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.item_id IS 'Identity of the item.';


--
-- Name: COLUMN item.sku; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.sku IS 'Stock keeping unit.';


--
-- Name: COLUMN item.gtin; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.gtin IS 'GS1 Global Trade Item Number.';


--
-- Name: COLUMN item.name; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.name IS 'Name a planner knows it by.';


--
-- Name: COLUMN item.category; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.category IS 'Merchandise category.';


--
-- Name: COLUMN item.unit_cost; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.unit_cost IS 'Cost of one unit.';


--
-- Name: COLUMN item.unit_price; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.unit_price IS 'Price of one unit.';


--
-- Name: COLUMN item.currency; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.currency IS 'ISO 4217 code of cost and price.';


--
-- Name: COLUMN item.pack_size; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.pack_size IS 'Units in one pack.';


--
-- Name: COLUMN item.tracked; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.tracked IS 'Whether its stock is kept; null means yes.';


--
-- Name: COLUMN item.active; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.item.active IS 'Whether it is still traded; null means yes.';


--
-- Name: labour_budget; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.labour_budget (
    location_id text,
    weekday smallint,
    minutes double precision NOT NULL,
    minutes_per_count double precision,
    minutes_base double precision,
    minutes_per_unit double precision,
    minutes_per_zone double precision,
    CONSTRAINT weekday_is_iso CHECK (((weekday >= 1) AND (weekday <= 7)))
);


--
-- Name: TABLE labour_budget; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.labour_budget IS 'Minutes a location can spend on counting; a null location or weekday means all of them.';


--
-- Name: COLUMN labour_budget.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.location_id IS 'feed.location.';


--
-- Name: COLUMN labour_budget.weekday; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.weekday IS 'ISO weekday, 1 is Monday.';


--
-- Name: COLUMN labour_budget.minutes; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.minutes IS 'Minutes a night.';


--
-- Name: COLUMN labour_budget.minutes_per_count; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.minutes_per_count IS 'Minutes a counted position takes.';


--
-- Name: COLUMN labour_budget.minutes_base; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.minutes_base IS 'Minutes once a night, as soon as anything is counted.';


--
-- Name: COLUMN labour_budget.minutes_per_unit; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.minutes_per_unit IS 'Minutes each unit of the book adds.';


--
-- Name: COLUMN labour_budget.minutes_per_zone; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.labour_budget.minutes_per_zone IS 'Minutes each zone visited adds.';


--
-- Name: location; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.location (
    location_id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    region text,
    time_zone text NOT NULL,
    opened_on date,
    parent_location_id text,
    gln text,
    currency character(3),
    latitude double precision,
    longitude double precision,
    active boolean,
    CONSTRAINT location_kind_is_known CHECK ((kind = ANY (ARRAY['store'::text, 'dc'::text, 'web'::text, 'marketplace'::text])))
);


--
-- Name: TABLE location; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.location IS 'One row per place that holds or sells stock.';


--
-- Name: COLUMN location.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.location_id IS 'Identity of the location.';


--
-- Name: COLUMN location.name; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.name IS 'Name a planner knows it by.';


--
-- Name: COLUMN location.kind; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.kind IS 'store, dc, web or marketplace.';


--
-- Name: COLUMN location.region; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.region IS 'Region it belongs to.';


--
-- Name: COLUMN location.time_zone; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.time_zone IS 'IANA time zone; its local days are the business days.';


--
-- Name: COLUMN location.opened_on; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.opened_on IS 'First business day.';


--
-- Name: COLUMN location.parent_location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.parent_location_id IS 'Location it belongs to.';


--
-- Name: COLUMN location.gln; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.gln IS 'GS1 Global Location Number.';


--
-- Name: COLUMN location.currency; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.currency IS 'ISO 4217 code of its money figures.';


--
-- Name: COLUMN location.latitude; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.latitude IS 'Degrees north.';


--
-- Name: COLUMN location.longitude; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.longitude IS 'Degrees east.';


--
-- Name: COLUMN location.active; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.location.active IS 'Whether it is scored; null means yes.';


--
-- Name: position_snapshot; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.position_snapshot (
    system text NOT NULL,
    measure text DEFAULT 'on_hand'::text NOT NULL,
    location_id text NOT NULL,
    item_id text NOT NULL,
    state text DEFAULT 'available'::text NOT NULL,
    quantity numeric NOT NULL,
    as_of timestamp with time zone NOT NULL,
    record_time timestamp with time zone NOT NULL
);


--
-- Name: TABLE position_snapshot; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.position_snapshot IS 'One row per position as a system shows it at an instant; the first on_hand one of a location is its go-live.';


--
-- Name: COLUMN position_snapshot.system; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.system IS 'A source_system name.';


--
-- Name: COLUMN position_snapshot.measure; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.measure IS 'on_hand, atp or published.';


--
-- Name: COLUMN position_snapshot.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.location_id IS 'feed.location.';


--
-- Name: COLUMN position_snapshot.item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.item_id IS 'feed.item.';


--
-- Name: COLUMN position_snapshot.state; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.state IS 'Stock state.';


--
-- Name: COLUMN position_snapshot.quantity; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.quantity IS 'Units.';


--
-- Name: COLUMN position_snapshot.as_of; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.as_of IS 'Instant it speaks of.';


--
-- Name: COLUMN position_snapshot.record_time; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.position_snapshot.record_time IS 'When it was taken down.';


--
-- Name: promotion; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.promotion (
    promotion_id text,
    item_id text,
    category text,
    region text,
    location_id text,
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone NOT NULL,
    CONSTRAINT promotion_ends_after_it_starts CHECK ((ends > starts))
);


--
-- Name: TABLE promotion; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.promotion IS 'One row per promotion; a null item, category, region or location means all of them.';


--
-- Name: COLUMN promotion.promotion_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.promotion_id IS 'Identity of the promotion.';


--
-- Name: COLUMN promotion.item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.item_id IS 'Item on promotion.';


--
-- Name: COLUMN promotion.category; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.category IS 'Category on promotion.';


--
-- Name: COLUMN promotion.region; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.region IS 'Region where it runs.';


--
-- Name: COLUMN promotion.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.location_id IS 'Location where it runs.';


--
-- Name: COLUMN promotion.starts; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.starts IS 'First instant.';


--
-- Name: COLUMN promotion.ends; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.promotion.ends IS 'First instant after it.';


--
-- Name: reason_map; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.reason_map (
    source_system text NOT NULL,
    event_type text NOT NULL,
    reason_code text NOT NULL,
    canonical text NOT NULL,
    fault text,
    physical boolean,
    CONSTRAINT fault_is_known CHECK ((fault = ANY (ARRAY['customer'::text, 'stock'::text, 'supplier'::text, 'payment'::text, 'fraud'::text, 'process'::text])))
);


--
-- Name: TABLE reason_map; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.reason_map IS 'How a source''s reason codes read in canonical terms; unmapped codes are unknown and their share is shown.';


--
-- Name: COLUMN reason_map.source_system; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.reason_map.source_system IS 'Source of the code.';


--
-- Name: COLUMN reason_map.event_type; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.reason_map.event_type IS 'Event type it is used with.';


--
-- Name: COLUMN reason_map.reason_code; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.reason_map.reason_code IS 'The source''s code.';


--
-- Name: COLUMN reason_map.canonical; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.reason_map.canonical IS 'Canonical reason.';


--
-- Name: COLUMN reason_map.fault; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.reason_map.fault IS 'Whose fault: customer, stock, supplier, payment, fraud or process.';


--
-- Name: COLUMN reason_map.physical; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.reason_map.physical IS 'Whether units really left or came, so that an adjustment counts as a movement.';


--
-- Name: replenishment; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.replenishment (
    location_id text NOT NULL,
    item_id text NOT NULL,
    valid_from date NOT NULL,
    reorder_point numeric,
    order_up_to numeric,
    safety_stock numeric,
    lead_time_days double precision,
    review_days double precision,
    service_level double precision,
    forecast_daily double precision,
    forecast_sd double precision
);


--
-- Name: TABLE replenishment; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.replenishment IS 'One row per position and validity: the parameters replenishment works with.';


--
-- Name: COLUMN replenishment.location_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.location_id IS 'feed.location.';


--
-- Name: COLUMN replenishment.item_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.item_id IS 'feed.item.';


--
-- Name: COLUMN replenishment.valid_from; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.valid_from IS 'First day they hold.';


--
-- Name: COLUMN replenishment.reorder_point; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.reorder_point IS 'Units at which an order is made.';


--
-- Name: COLUMN replenishment.order_up_to; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.order_up_to IS 'Units an order fills up to.';


--
-- Name: COLUMN replenishment.safety_stock; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.safety_stock IS 'Units kept against uncertainty.';


--
-- Name: COLUMN replenishment.lead_time_days; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.lead_time_days IS 'Days from order to receipt.';


--
-- Name: COLUMN replenishment.review_days; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.review_days IS 'Days between reviews.';


--
-- Name: COLUMN replenishment.service_level; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.service_level IS 'Probability of no stock-out wanted, 0 to 1.';


--
-- Name: COLUMN replenishment.forecast_daily; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.forecast_daily IS 'Units expected a day.';


--
-- Name: COLUMN replenishment.forecast_sd; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.replenishment.forecast_sd IS 'Standard deviation of the daily forecast, units.';


--
-- Name: supplier; Type: TABLE; Schema: feed; Owner: -
--

CREATE TABLE feed.supplier (
    supplier_id text NOT NULL,
    name text NOT NULL,
    currency character(3),
    active boolean
);


--
-- Name: TABLE supplier; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON TABLE feed.supplier IS 'One row per supplier.';


--
-- Name: COLUMN supplier.supplier_id; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.supplier.supplier_id IS 'Identity of the supplier.';


--
-- Name: COLUMN supplier.name; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.supplier.name IS 'Name a planner knows it by.';


--
-- Name: COLUMN supplier.currency; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.supplier.currency IS 'ISO 4217 code it invoices in.';


--
-- Name: COLUMN supplier.active; Type: COMMENT; Schema: feed; Owner: -
--

COMMENT ON COLUMN feed.supplier.active IS 'Whether it still delivers; null means yes.';


--
-- Name: accuracy; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.accuracy (
    publication_id bigint NOT NULL,
    scope text NOT NULL,
    scope_id text NOT NULL,
    definition text NOT NULL,
    value double precision NOT NULL,
    lower double precision NOT NULL,
    upper double precision NOT NULL,
    believed double precision NOT NULL,
    counts bigint NOT NULL,
    status text NOT NULL
);


--
-- Name: TABLE accuracy; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.accuracy IS 'One row per location, region, channel or kind of node x definition x publication: how accurate its records are, by each of the eight definitions. e is what is there less the book B.';


--
-- Name: COLUMN accuracy.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN accuracy.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.scope IS 'location, region, channel or kind.';


--
-- Name: COLUMN accuracy.scope_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.scope_id IS 'Location, region, channel or kind of node.';


--
-- Name: COLUMN accuracy.definition; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.definition IS 'exact (share with e = 0), within_tolerance, within_tolerance_by_value (share of the books'' value at cost), net_units (1 - |sum e| / sum B), net_value, absolute_units (1 - sum |e| / sum B), absolute_value, in_stock (share with B > 0 if and only if something is there).';


--
-- Name: COLUMN accuracy.value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.value IS 'Expected value; below 0 where errors outweigh the books. Groups weight their locations by demand; net errors keep their sign until the sum.';


--
-- Name: COLUMN accuracy.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.lower IS '5 % quantile.';


--
-- Name: COLUMN accuracy.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.upper IS '95 % quantile.';


--
-- Name: COLUMN accuracy.believed; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.believed IS 'What the model says alone, before counts correct it.';


--
-- Name: COLUMN accuracy.counts; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.counts IS 'Counts of known probability in 90 days that correct it; with none the model speaks alone, and the interval holds how far it may be off.';


--
-- Name: COLUMN accuracy.status; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.accuracy.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: alert_event; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.alert_event (
    fingerprint text NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    family text NOT NULL,
    scope text NOT NULL,
    is_firing boolean NOT NULL,
    severity text NOT NULL,
    day date NOT NULL,
    observed double precision,
    expected double precision,
    lower double precision,
    upper double precision,
    p double precision,
    q double precision,
    money_at_risk double precision,
    description text,
    suggested_action text,
    contributions jsonb
);


--
-- Name: TABLE alert_event; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.alert_event IS 'One row per fingerprint x night in which its condition was judged.';


--
-- Name: COLUMN alert_event.fingerprint; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.fingerprint IS 'SHA-256 of family and scope.';


--
-- Name: COLUMN alert_event.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN alert_event.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN alert_event.family; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.family IS 'latency, cancellation, shrink, multivariate: all metrics of a location together, or drift: a metric that has been off for days.';


--
-- Name: COLUMN alert_event.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.scope IS 'Location, or network: all of them at once.';


--
-- Name: COLUMN alert_event.is_firing; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.is_firing IS 'Whether the night found the condition.';


--
-- Name: COLUMN alert_event.severity; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.severity IS 'critical or warning.';


--
-- Name: COLUMN alert_event.day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.day IS 'Day the condition is about.';


--
-- Name: COLUMN alert_event.observed; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.observed IS 'Value observed, natural scale.';


--
-- Name: COLUMN alert_event.expected; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.expected IS 'Value expected, natural scale.';


--
-- Name: COLUMN alert_event.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.lower IS 'Lower end of the ordinary band.';


--
-- Name: COLUMN alert_event.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.upper IS 'Upper end of the ordinary band.';


--
-- Name: COLUMN alert_event.p; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.p IS 'Probability by chance.';


--
-- Name: COLUMN alert_event.q; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.q IS 'Adjusted for the number of locations judged.';


--
-- Name: COLUMN alert_event.money_at_risk; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.money_at_risk IS 'Excess units at cost; null for families not in units.';


--
-- Name: COLUMN alert_event.description; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.description IS 'What the night found, in one sentence; null where it did not find it.';


--
-- Name: COLUMN alert_event.suggested_action; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.suggested_action IS 'What to do; null where it did not find it.';


--
-- Name: COLUMN alert_event.contributions; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_event.contributions IS 'As in alert; null where it did not find it.';


--
-- Name: alert_figure; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.alert_figure (
    publication_id bigint NOT NULL,
    fingerprint text NOT NULL,
    "position" integer NOT NULL,
    figure text NOT NULL,
    shown text,
    value double precision NOT NULL,
    unit text NOT NULL,
    numerator double precision,
    denominator double precision,
    from_day date NOT NULL,
    to_day date NOT NULL,
    location_id text,
    source_system text,
    metric text,
    relation text NOT NULL,
    filter jsonb
);


--
-- Name: TABLE alert_figure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.alert_figure IS 'One row per alert x number of its sentence: what the number is and what it was counted from.';


--
-- Name: COLUMN alert_figure.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN alert_figure.fingerprint; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.fingerprint IS 'SHA-256 of family and scope.';


--
-- Name: COLUMN alert_figure."position"; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure."position" IS 'Place among the numbers of the sentence, from 1; those that only stand behind others come last.';


--
-- Name: COLUMN alert_figure.figure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.figure IS 'cases, possible (among so many), observed, expected, share (of a contribution), days, nights, locations, money_at_risk (missing x numerator / denominator) or missing (found missing at cost).';


--
-- Name: COLUMN alert_figure.shown; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.shown IS 'The number as the sentence shows it; null where it only stands behind another.';


--
-- Name: COLUMN alert_figure.value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.value IS 'The number, in unit.';


--
-- Name: COLUMN alert_figure.unit; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.unit IS 'Unit of value.';


--
-- Name: COLUMN alert_figure.numerator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.numerator IS 'Above the line, where the number is a ratio; of an expected share the cases that would have been ordinary; of a latency the recorded messages at least as late.';


--
-- Name: COLUMN alert_figure.denominator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.denominator IS 'Below the line.';


--
-- Name: COLUMN alert_figure.from_day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.from_day IS 'First day that it is about.';


--
-- Name: COLUMN alert_figure.to_day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.to_day IS 'Last day that it is about; of nights the last night.';


--
-- Name: COLUMN alert_figure.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.location_id IS 'Location; null: all of them.';


--
-- Name: COLUMN alert_figure.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.source_system IS 'Source of the messages; null: all of them.';


--
-- Name: COLUMN alert_figure.metric; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.metric IS 'Metric it is a figure of.';


--
-- Name: COLUMN alert_figure.relation; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.relation IS 'Where the number, or what it is counted from, is kept: metric_daily, count_variance (short: gap < 0), baseline_score (expected; of latency exp(expected) - 1) or alert_event.';


--
-- Name: COLUMN alert_figure.filter; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.alert_figure.filter IS 'What else the rows have in common: left_out, days of locations that nobody judged because nothing like them was seen before; counts, the counts judged between two counts: location_id, counted_after (exclusive), counted_until (inclusive), shortest_interval_days and longest_interval_days between a count and the one before. Counts on suspicion are among them only where a recount asked for them or their probability is known.';


--
-- Name: attempt; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.attempt (
    run_key bigint NOT NULL,
    epoch integer NOT NULL,
    pid integer NOT NULL,
    host text NOT NULL,
    version text NOT NULL,
    blas text,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    outcome text,
    message text,
    login text DEFAULT SESSION_USER NOT NULL
);


--
-- Name: TABLE attempt; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.attempt IS 'One row per attempt at a run.';


--
-- Name: COLUMN attempt.run_key; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.run_key IS 'trueup.run.';


--
-- Name: COLUMN attempt.epoch; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.epoch IS 'Lease epoch of the attempt.';


--
-- Name: COLUMN attempt.pid; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.pid IS 'Process.';


--
-- Name: COLUMN attempt.host; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.host IS 'Host it ran on.';


--
-- Name: COLUMN attempt.version; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.version IS 'Version of trueup.';


--
-- Name: COLUMN attempt.blas; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.blas IS 'BLAS kernel; identity of results is promised per kernel.';


--
-- Name: COLUMN attempt.started_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.started_at IS 'When it began.';


--
-- Name: COLUMN attempt.finished_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.finished_at IS 'When it ended.';


--
-- Name: COLUMN attempt.outcome; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.outcome IS 'published, unchanged, held, failed or fenced.';


--
-- Name: COLUMN attempt.message; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.message IS 'What went wrong, without anything from a customer''s row.';


--
-- Name: COLUMN attempt.login; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.attempt.login IS 'Login of the session that made the attempt.';


--
-- Name: baseline; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.baseline (
    system_identifier text NOT NULL,
    timeline integer NOT NULL,
    feed_oid oid NOT NULL,
    accepted_at timestamp with time zone DEFAULT now() NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL
);


--
-- Name: TABLE baseline; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.baseline IS 'One row per source that nights of another one are followed by: the next night folds the whole history once.';


--
-- Name: COLUMN baseline.system_identifier; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline.system_identifier IS 'Cluster.';


--
-- Name: COLUMN baseline.timeline; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline.timeline IS 'Timeline.';


--
-- Name: COLUMN baseline.feed_oid; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline.feed_oid IS 'Relation feed.inventory_event.';


--
-- Name: COLUMN baseline.accepted_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline.accepted_at IS 'When it was accepted.';


--
-- Name: COLUMN baseline.login; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline.login IS 'By whom.';


--
-- Name: baseline_score; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.baseline_score (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    metric text NOT NULL,
    day date NOT NULL,
    observed double precision,
    level double precision,
    spread double precision,
    expected double precision,
    z double precision,
    p double precision,
    q double precision,
    window_days integer NOT NULL,
    days integer NOT NULL,
    verdict text NOT NULL
);


--
-- Name: TABLE baseline_score; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.baseline_score IS 'One row per location x metric x day judged x publication.';


--
-- Name: COLUMN baseline_score.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN baseline_score.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.location_id IS 'Location.';


--
-- Name: COLUMN baseline_score.metric; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.metric IS 'Metric judged; multivariate_t2: all metrics together, as the squared distance from what is usual; drift: what lasts in any of them.';


--
-- Name: COLUMN baseline_score.day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.day IS 'Local day judged.';


--
-- Name: COLUMN baseline_score.observed; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.observed IS 'Value, stabilised scale.';


--
-- Name: COLUMN baseline_score.level; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.level IS 'Median of the training window, stabilised scale.';


--
-- Name: COLUMN baseline_score.spread; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.spread IS 'Robust standard deviation of the training window, stabilised scale.';


--
-- Name: COLUMN baseline_score.expected; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.expected IS 'Value expected for that day, stabilised scale.';


--
-- Name: COLUMN baseline_score.z; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.z IS '(observed - expected) / standard error of prediction.';


--
-- Name: COLUMN baseline_score.p; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.p IS 'Probability of as much by chance.';


--
-- Name: COLUMN baseline_score.q; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.q IS 'Benjamini-Hochberg adjusted over the night''s locations.';


--
-- Name: COLUMN baseline_score.window_days; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.window_days IS 'Days of the training window.';


--
-- Name: COLUMN baseline_score.days; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.days IS 'Of these, days with a value.';


--
-- Name: COLUMN baseline_score.verdict; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.baseline_score.verdict IS 'ordinary, anomalous, too_little_history, flat_history, unseen_event, not_computable or degenerate.';


--
-- Name: config; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.config (
    digest text NOT NULL,
    content text NOT NULL
);


--
-- Name: TABLE config; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.config IS 'Job files that runs have used, by digest, so that a past night can be computed again.';


--
-- Name: COLUMN config.digest; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.config.digest IS 'SHA-256 of the content, hexadecimal.';


--
-- Name: COLUMN config.content; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.config.content IS 'The job file as it was.';


--
-- Name: count_label; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.count_label (
    location_id text NOT NULL,
    item_id text NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    counted bigint NOT NULL,
    book bigint NOT NULL,
    p_exact double precision,
    inclusion_probability double precision,
    selection text NOT NULL,
    is_exact boolean NOT NULL,
    p_at_count double precision,
    p_within_tolerance double precision,
    p_in_stock double precision,
    expected_bias double precision,
    expected_error double precision
);


--
-- Name: TABLE count_label; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.count_label IS 'One row per count: what the night that read it knew. Training and evaluation read only this and count_variance.';


--
-- Name: COLUMN count_label.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.location_id IS 'Location.';


--
-- Name: COLUMN count_label.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.item_id IS 'Item.';


--
-- Name: COLUMN count_label.counted_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.counted_at IS 'Event time of the count.';


--
-- Name: COLUMN count_label.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN count_label.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN count_label.counted; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.counted IS 'Counted quantity, thousandths.';


--
-- Name: COLUMN count_label.book; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.book IS 'Saleable book by record time just before the count, thousandths.';


--
-- Name: COLUMN count_label.p_exact; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.p_exact IS 'Probability published the night before that the book was exact; null when none was.';


--
-- Name: COLUMN count_label.inclusion_probability; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.inclusion_probability IS 'Probability with which the count was chosen; null when unknown.';


--
-- Name: COLUMN count_label.selection; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.selection IS 'random, full, cycle or triggered.';


--
-- Name: COLUMN count_label.is_exact; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.is_exact IS 'Whether the count equals the book just before it.';


--
-- Name: COLUMN count_label.p_at_count; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.p_at_count IS 'p_exact as published the night before, carried on to the moment of the count by the error events expected since; null where the record was counted in between.';


--
-- Name: COLUMN count_label.p_within_tolerance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.p_within_tolerance IS 'p_within_tolerance of the night before, carried on to the moment of the count as p_at_count is.';


--
-- Name: COLUMN count_label.p_in_stock; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.p_in_stock IS 'p_in_stock of the night before.';


--
-- Name: COLUMN count_label.expected_bias; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.expected_bias IS 'expected_qty - book_qty of the night before, carried on to the moment of the count, units.';


--
-- Name: COLUMN count_label.expected_error; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_label.expected_error IS 'expected_error of the night before, carried on to the moment of the count, units.';


--
-- Name: count_variance; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.count_variance (
    location_id text NOT NULL,
    item_id text NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    day date NOT NULL,
    selection text NOT NULL,
    inclusion_probability double precision,
    document_id text,
    counted bigint NOT NULL,
    book bigint NOT NULL,
    gap bigint,
    timing bigint,
    carry bigint,
    starts_at timestamp with time zone,
    starts_with smallint NOT NULL,
    exposure bytea,
    is_withdrawn boolean NOT NULL
);


--
-- Name: TABLE count_variance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.count_variance IS 'One row per count x night in which its figures changed. Units in thousandths; naive variance = gap + timing + carry.';


--
-- Name: COLUMN count_variance.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.location_id IS 'Location.';


--
-- Name: COLUMN count_variance.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.item_id IS 'Item.';


--
-- Name: COLUMN count_variance.counted_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.counted_at IS 'Event time of the count.';


--
-- Name: COLUMN count_variance.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN count_variance.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN count_variance.day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.day IS 'Local day of the count.';


--
-- Name: COLUMN count_variance.selection; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.selection IS 'random, full, cycle or triggered.';


--
-- Name: COLUMN count_variance.inclusion_probability; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.inclusion_probability IS 'Probability with which it was chosen; null when unknown.';


--
-- Name: COLUMN count_variance.document_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.document_id IS 'Count document; the recount it answers.';


--
-- Name: COLUMN count_variance.counted; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.counted IS 'Counted quantity.';


--
-- Name: COLUMN count_variance.book; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.book IS 'Saleable book by record time just before the count.';


--
-- Name: COLUMN count_variance.gap; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.gap IS 'count - previous count - movements by event time between: the true variance; null without an anchor before.';


--
-- Name: COLUMN count_variance.timing; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.timing IS 'Movements by event time less movements as recorded, between the counts.';


--
-- Name: COLUMN count_variance.carry; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.carry IS 'Previous count - book then - adjustments recorded between.';


--
-- Name: COLUMN count_variance.starts_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.starts_at IS 'Event time of the anchor before.';


--
-- Name: COLUMN count_variance.starts_with; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.starts_with IS 'What that anchor was: 0 nothing, 1 opening book, 2 count.';


--
-- Name: COLUMN count_variance.exposure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.exposure IS 'Evidence between, packed as in trueup.position.';


--
-- Name: COLUMN count_variance.is_withdrawn; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.count_variance.is_withdrawn IS 'The count was corrected away; the figures no longer hold.';


--
-- Name: current_publication; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.current_publication (
    job text NOT NULL,
    publication_id bigint NOT NULL
);


--
-- Name: TABLE current_publication; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.current_publication IS 'The night that readers see, one row per job.';


--
-- Name: COLUMN current_publication.job; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.current_publication.job IS 'Name of the job.';


--
-- Name: COLUMN current_publication.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.current_publication.publication_id IS 'trueup.publication.';


--
-- Name: deferred; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.deferred (
    source_system text NOT NULL,
    event_id text NOT NULL,
    record_time timestamp with time zone NOT NULL,
    publication_id bigint NOT NULL
);


--
-- Name: TABLE deferred; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.deferred IS 'One row per message seen but recorded after a night''s cut-off: the next night takes it.';


--
-- Name: COLUMN deferred.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.deferred.source_system IS 'Source of the message.';


--
-- Name: COLUMN deferred.event_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.deferred.event_id IS 'Identity of the message.';


--
-- Name: COLUMN deferred.record_time; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.deferred.record_time IS 'When its source knew it.';


--
-- Name: COLUMN deferred.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.deferred.publication_id IS 'Night that left it.';


--
-- Name: evaluation; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.evaluation (
    from_date date NOT NULL,
    to_date date NOT NULL,
    quantity text NOT NULL,
    scope text NOT NULL,
    value double precision,
    lower double precision,
    upper double precision,
    wanted text,
    records bigint NOT NULL
);


--
-- Name: TABLE evaluation; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.evaluation IS 'One row per window of nights x quantity x scope: how good the published nights were.';


--
-- Name: COLUMN evaluation.from_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.from_date IS 'First night judged.';


--
-- Name: COLUMN evaluation.to_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.to_date IS 'Last night judged.';


--
-- Name: COLUMN evaluation.quantity; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.quantity IS 'auc, brier, log_loss, calibration_error, calibration_error_if_true, calibration_slope, calibration_intercept, bin_believed, bin_found, coverage, half_width, insufficient_share, money_found, lift.';


--
-- Name: COLUMN evaluation.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.scope IS 'What it is about: records, logistic regression, a selection of counts, a bin, a policy.';


--
-- Name: COLUMN evaluation.value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.value IS 'The figure; its unit follows from the quantity (shares and ratios).';


--
-- Name: COLUMN evaluation.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.lower IS 'Lower end of its 90 % interval.';


--
-- Name: COLUMN evaluation.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.upper IS 'Upper end of its 90 % interval.';


--
-- Name: COLUMN evaluation.wanted; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.wanted IS 'What it should be, in words; null where nothing is promised.';


--
-- Name: COLUMN evaluation.records; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.evaluation.records IS 'Counts or locations it rests on.';


--
-- Name: feed_check; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.feed_check (
    publication_id bigint NOT NULL,
    place integer NOT NULL,
    code text NOT NULL,
    severity text NOT NULL,
    source_system text,
    location_id text,
    detail text,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL,
    window_from timestamp with time zone,
    window_until timestamp with time zone NOT NULL,
    sentence text NOT NULL,
    next_step text NOT NULL,
    CONSTRAINT severity_is_known CHECK ((severity = ANY (ARRAY['note'::text, 'warning'::text]))),
    CONSTRAINT some_were_found CHECK ((numerator > 0))
);


--
-- Name: TABLE feed_check; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.feed_check IS 'One row per finding x publication: what is odd about the data of a night.';


--
-- Name: COLUMN feed_check.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.publication_id IS 'The night that found it.';


--
-- Name: COLUMN feed_check.place; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.place IS 'Order in which to read the findings of a night.';


--
-- Name: COLUMN feed_check.code; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.code IS 'What was asked: the name of its file in sql/checks/data.';


--
-- Name: COLUMN feed_check.severity; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.severity IS 'warning: figures are wrong or missing because of it; note: few, or harmless.';


--
-- Name: COLUMN feed_check.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.source_system IS 'Source it was found in; null where sources are not asked one by one.';


--
-- Name: COLUMN feed_check.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.location_id IS 'Location it was found at; null where locations are not asked one by one.';


--
-- Name: COLUMN feed_check.detail; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.detail IS 'A word or number more: the unknown type or state, how many items, the hours, the systems.';


--
-- Name: COLUMN feed_check.numerator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.numerator IS 'Messages, items, locations or positions concerned.';


--
-- Name: COLUMN feed_check.denominator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.denominator IS 'Those that were asked.';


--
-- Name: COLUMN feed_check.window_from; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.window_from IS 'Messages that arrived after this were asked; null: all, or no messages.';


--
-- Name: COLUMN feed_check.window_until; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.window_until IS 'Cut-off up to which was asked.';


--
-- Name: COLUMN feed_check.sentence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.sentence IS 'The finding in words.';


--
-- Name: COLUMN feed_check.next_step; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_check.next_step IS 'What to do.';


--
-- Name: feed_rhythm; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.feed_rhythm (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    source_system text NOT NULL,
    message_class text NOT NULL,
    nights text NOT NULL,
    deliveries integer NOT NULL,
    last_delivery date,
    usual_wait double precision,
    waited integer NOT NULL,
    wait_chance double precision NOT NULL,
    expected_by date,
    unrecorded_days double precision NOT NULL,
    status text NOT NULL
);


--
-- Name: TABLE feed_rhythm; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.feed_rhythm IS 'One row per location x source x class of messages x publication.';


--
-- Name: COLUMN feed_rhythm.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN feed_rhythm.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.location_id IS 'Location.';


--
-- Name: COLUMN feed_rhythm.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.source_system IS 'Source.';


--
-- Name: COLUMN feed_rhythm.message_class; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.message_class IS 'What its messages tell: sales, receipts, transfers in, transfers out, returns, corrections, counts, orders or purchasing.';


--
-- Name: COLUMN feed_rhythm.nights; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.nights IS 'The last 56 nights, the newest last: 1 where anything was recorded between the cut-off before and that of the night. Such a night is one delivery, however many messages it brought.';


--
-- Name: COLUMN feed_rhythm.deliveries; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.deliveries IS 'How many of these nights brought anything.';


--
-- Name: COLUMN feed_rhythm.last_delivery; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.last_delivery IS 'Night of the newest delivery.';


--
-- Name: COLUMN feed_rhythm.usual_wait; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.usual_wait IS 'Median sending nights from one delivery to the next. Sending nights are those of weekdays on which the feed ever delivered (or that the job file states), but for days on which the location is closed.';


--
-- Name: COLUMN feed_rhythm.waited; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.waited IS 'Sending nights since the newest delivery.';


--
-- Name: COLUMN feed_rhythm.wait_chance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.wait_chance IS 'Chance that a feed in order makes wait longer than that, from its own waits and those of its source at other locations.';


--
-- Name: COLUMN feed_rhythm.expected_by; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.expected_by IS 'First night by which a delivery is more likely than not.';


--
-- Name: COLUMN feed_rhythm.unrecorded_days; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.unrecorded_days IS 'Days of the location''s movements of this class that the cut-off finds not recorded yet; 0 for classes that move nothing.';


--
-- Name: COLUMN feed_rhythm.status; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.feed_rhythm.status IS 'silent where wait_chance is below 0.001 and the job file''s error_after has passed, late below 0.05 and warn_after, else fresh.';


--
-- Name: freshness; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.freshness (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    source_system text NOT NULL,
    last_recorded_at timestamp with time zone NOT NULL,
    age_hours double precision NOT NULL,
    status text NOT NULL,
    expected_by date,
    resends bigint DEFAULT 0 NOT NULL
);


--
-- Name: TABLE freshness; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.freshness IS 'One row per source x location x publication.';


--
-- Name: COLUMN freshness.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN freshness.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.location_id IS 'Location.';


--
-- Name: COLUMN freshness.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.source_system IS 'Source.';


--
-- Name: COLUMN freshness.last_recorded_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.last_recorded_at IS 'Latest record time seen.';


--
-- Name: COLUMN freshness.age_hours; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.age_hours IS 'Hours from then to the cut-off.';


--
-- Name: COLUMN freshness.status; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.status IS 'fresh, late or silent: the worst of its classes, see feed_rhythm. A source is in its own rhythm or not; between its deliveries nothing is late.';


--
-- Name: COLUMN freshness.expected_by; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.expected_by IS 'First night by which a delivery is more likely than not: the earliest of its classes, see feed_rhythm.';


--
-- Name: COLUMN freshness.resends; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.freshness.resends IS 'Messages since go-live that repeat another of this source and location under a new id; counted once.';


--
-- Name: group_confidence; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.group_confidence (
    publication_id bigint NOT NULL,
    scope text NOT NULL,
    scope_id text NOT NULL,
    locations bigint NOT NULL,
    confidence double precision,
    lower double precision,
    upper double precision,
    by_unit double precision,
    by_value double precision,
    by_demand double precision,
    items_scored bigint NOT NULL,
    unscored_share double precision NOT NULL,
    stale_share double precision NOT NULL,
    counts_90d bigint NOT NULL,
    random_counts_90d bigint NOT NULL,
    value_at_risk double precision,
    change_7d double precision,
    change_28d double precision,
    driver text,
    driver_share double precision,
    driver_2 text,
    driver_2_share double precision,
    driver_3 text,
    driver_3_share double precision,
    status text NOT NULL
);


--
-- Name: TABLE group_confidence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.group_confidence IS 'One row per region, channel or kind of node x publication: how far the records behind its demand can be trusted.';


--
-- Name: COLUMN group_confidence.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN group_confidence.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.scope IS 'region, channel or kind.';


--
-- Name: COLUMN group_confidence.scope_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.scope_id IS 'Region, channel or kind of node.';


--
-- Name: COLUMN group_confidence.locations; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.locations IS 'Locations with records that served it in 90 days.';


--
-- Name: COLUMN group_confidence.confidence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.confidence IS 'Share of records believed exact, 0 to 1: mean of the locations weighted by the demand they served.';


--
-- Name: COLUMN group_confidence.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.lower IS '5 % quantile.';


--
-- Name: COLUMN group_confidence.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.upper IS '95 % quantile.';


--
-- Name: COLUMN group_confidence.by_unit; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.by_unit IS 'The same with records weighted by units in the book within each location.';


--
-- Name: COLUMN group_confidence.by_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.by_value IS 'The same with records weighted by value at cost within each location.';


--
-- Name: COLUMN group_confidence.by_demand; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.by_demand IS 'The same with records weighted by units sold a day within each location.';


--
-- Name: COLUMN group_confidence.items_scored; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.items_scored IS 'Positions scored.';


--
-- Name: COLUMN group_confidence.unscored_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.unscored_share IS 'Share of its records without a score, weighted as the confidence is.';


--
-- Name: COLUMN group_confidence.stale_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.stale_share IS 'Share of its records whose score a silent feed makes old, weighted as the confidence is.';


--
-- Name: COLUMN group_confidence.counts_90d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.counts_90d IS 'Counts of the last 90 days.';


--
-- Name: COLUMN group_confidence.random_counts_90d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.random_counts_90d IS 'Of these, drawn with a known probability.';


--
-- Name: COLUMN group_confidence.value_at_risk; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.value_at_risk IS 'Sum over its records, in the currency of its locations; null for channels, which stock is not split by.';


--
-- Name: COLUMN group_confidence.change_7d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.change_7d IS 'Change over seven days.';


--
-- Name: COLUMN group_confidence.change_28d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.change_28d IS 'Change over 28 days.';


--
-- Name: COLUMN group_confidence.driver; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.driver IS 'What most of the expected wrong records come from: a class of evidence, a known difference, or movements not recorded yet.';


--
-- Name: COLUMN group_confidence.driver_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.driver_share IS 'Its share of the expected wrong records, 0 to 1.';


--
-- Name: COLUMN group_confidence.driver_2; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.driver_2 IS 'The next.';


--
-- Name: COLUMN group_confidence.driver_2_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence.driver_3; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.driver_3 IS 'The next.';


--
-- Name: COLUMN group_confidence.driver_3_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence.status; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_confidence.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: group_member; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.group_member (
    publication_id bigint NOT NULL,
    scope text NOT NULL,
    scope_id text NOT NULL,
    location_id text NOT NULL,
    weight double precision NOT NULL
);


--
-- Name: TABLE group_member; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.group_member IS 'One row per region, channel or kind of node x location x publication: what the location weighs.';


--
-- Name: COLUMN group_member.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_member.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN group_member.scope; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_member.scope IS 'region, channel or kind.';


--
-- Name: COLUMN group_member.scope_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_member.scope_id IS 'Region, channel or kind of node.';


--
-- Name: COLUMN group_member.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_member.location_id IS 'Location.';


--
-- Name: COLUMN group_member.weight; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.group_member.weight IS 'Share of the group''s demand that it served: units sold, for channels order lines of 90 days; by records where none served any.';


--
-- Name: item_confidence; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.item_confidence (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    item_id text NOT NULL,
    book_qty double precision NOT NULL,
    settled_book_qty double precision NOT NULL,
    p_exact double precision,
    p_exact_settled double precision,
    p_within_tolerance double precision,
    p_phantom double precision,
    p_shelf_empty double precision,
    expected_qty double precision,
    qty_p05 double precision,
    qty_p50 double precision,
    qty_p95 double precision,
    expected_error double precision,
    value_at_risk double precision,
    atp_safe_qty double precision,
    unrecorded_qty double precision,
    last_counted_at timestamp with time zone,
    exposure double precision,
    zero_sale_days integer,
    failed_picks integer,
    driver_1 text,
    driver_1_share double precision,
    driver_2 text,
    driver_2_share double precision,
    driver_3 text,
    driver_3_share double precision,
    recommended_action text NOT NULL,
    change double precision,
    status text NOT NULL,
    driver_1_sd double precision,
    driver_2_sd double precision,
    driver_3_sd double precision,
    known_error_qty double precision,
    adjusted_qty double precision,
    change_cause text,
    p_in_stock double precision,
    unrecorded_movements double precision,
    p_exact_recorded double precision
)
PARTITION BY LIST (publication_id);


--
-- Name: TABLE item_confidence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.item_confidence IS 'One row per location x item x publication: how far one record can be trusted.';


--
-- Name: COLUMN item_confidence.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.publication_id IS 'Night it belongs to.';


--
-- Name: COLUMN item_confidence.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.location_id IS 'Location.';


--
-- Name: COLUMN item_confidence.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.item_id IS 'Item.';


--
-- Name: COLUMN item_confidence.book_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.book_qty IS 'Saleable book by record time at the cut-off, units.';


--
-- Name: COLUMN item_confidence.settled_book_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.settled_book_qty IS 'Saleable book by event time at the cut-off, units.';


--
-- Name: COLUMN item_confidence.p_exact; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_exact IS 'Probability that the book by record time equals what is there, 0 to 1.';


--
-- Name: COLUMN item_confidence.p_exact_settled; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_exact_settled IS 'Probability that the book by event time equals what is there, 0 to 1.';


--
-- Name: COLUMN item_confidence.p_within_tolerance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_within_tolerance IS 'Probability that the error is within the tolerance, 0 to 1.';


--
-- Name: COLUMN item_confidence.p_phantom; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_phantom IS 'Probability that nothing is there while the book says more than 0.';


--
-- Name: COLUMN item_confidence.p_shelf_empty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_shelf_empty IS 'Probability that none is on the shelf; null until shelf evidence is used.';


--
-- Name: COLUMN item_confidence.expected_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.expected_qty IS 'Expected quantity really there, units.';


--
-- Name: COLUMN item_confidence.qty_p05; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.qty_p05 IS '5 % quantile of the quantity really there, units.';


--
-- Name: COLUMN item_confidence.qty_p50; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.qty_p50 IS 'Median of the quantity really there, units.';


--
-- Name: COLUMN item_confidence.qty_p95; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.qty_p95 IS '95 % quantile of the quantity really there, units.';


--
-- Name: COLUMN item_confidence.expected_error; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.expected_error IS 'Expected size of the error regardless of its sign, units.';


--
-- Name: COLUMN item_confidence.value_at_risk; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.value_at_risk IS 'Loss expected over the horizon if nobody counts, location''s currency: margin of sales lost to phantoms, cancellations of promises that cannot be kept, and the cost of holding what is hidden or missing. The most that a count can avert; the worth of a recount holds the money on the books that it puts right beside.';


--
-- Name: COLUMN item_confidence.atp_safe_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.atp_safe_qty IS 'Units that can be promised at the configured risk.';


--
-- Name: COLUMN item_confidence.unrecorded_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.unrecorded_qty IS 'Units expected to have moved and not been recorded yet, sum of absolute sizes.';


--
-- Name: COLUMN item_confidence.last_counted_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.last_counted_at IS 'Event time of the last count.';


--
-- Name: COLUMN item_confidence.exposure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.exposure IS 'Expected error events since the anchor.';


--
-- Name: COLUMN item_confidence.zero_sale_days; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.zero_sale_days IS 'Whole days since the last sale.';


--
-- Name: COLUMN item_confidence.failed_picks; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.failed_picks IS 'Failed picks since the anchor.';


--
-- Name: COLUMN item_confidence.driver_1; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_1 IS 'Where the doubt comes from: a known difference where there is one (what was counted last and moved since is not what the book says, see known_error_qty), else what has the largest share: a class of evidence, or movements not recorded yet.';


--
-- Name: COLUMN item_confidence.driver_1_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_1_share IS 'Its share of the chance that the book is wrong, 0 to 1. Of 1 - p_exact, what a book would have that agrees with the last count and the movements since goes by the shares of the classes of evidence in the expected error events; what the known difference adds to it and what movements not recorded yet add are drivers of their own. All shares of a record sum to 1.';


--
-- Name: COLUMN item_confidence.driver_2; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_2 IS 'The next.';


--
-- Name: COLUMN item_confidence.driver_2_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN item_confidence.driver_3; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_3 IS 'The next.';


--
-- Name: COLUMN item_confidence.driver_3_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN item_confidence.recommended_action; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.recommended_action IS 'trust, wait_for_feed, buffer, count, fix_process or hold_promise.';


--
-- Name: COLUMN item_confidence.change; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.change IS 'p_exact less that of the night before.';


--
-- Name: COLUMN item_confidence.status; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: COLUMN item_confidence.driver_1_sd; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_1_sd IS 'Posterior standard deviation of driver_1_share; null for a known difference and for movements not recorded yet.';


--
-- Name: COLUMN item_confidence.driver_2_sd; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_2_sd IS 'Posterior standard deviation of driver_2_share; null for movements not recorded yet.';


--
-- Name: COLUMN item_confidence.driver_3_sd; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.driver_3_sd IS 'Posterior standard deviation of driver_3_share; null for movements not recorded yet.';


--
-- Name: COLUMN item_confidence.known_error_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.known_error_qty IS 'What the last count (or the opening book) and the movements since say is there, less the book by record time, units.';


--
-- Name: COLUMN item_confidence.adjusted_qty; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.adjusted_qty IS 'Corrections of the book recorded since the anchor, units.';


--
-- Name: COLUMN item_confidence.change_cause; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.change_cause IS 'Layer that moved p_exact most since the night before: count, movements (time among them), adjustment, model or late_data. Layers are taken back in the order model, late_data, adjustment; the rest is the count or the movements.';


--
-- Name: COLUMN item_confidence.p_in_stock; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_in_stock IS 'Probability that something is there, 0 to 1.';


--
-- Name: COLUMN item_confidence.unrecorded_movements; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.unrecorded_movements IS 'Expected movements before the cut-off that are not recorded yet, of the kinds that the location''s feeds send. They are part of the law of what is there: p_exact, p_within_tolerance, expected_qty and the quantiles know them.';


--
-- Name: COLUMN item_confidence.p_exact_recorded; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.item_confidence.p_exact_recorded IS 'Probability that the book will be exact once every movement before the cut-off is recorded, 0 to 1; what a count the day after compares with.';


--
-- Name: latency_sketch; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.latency_sketch (
    location_id text NOT NULL,
    source_system text NOT NULL,
    event_type text NOT NULL,
    day date NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    buckets bytea NOT NULL,
    events bigint NOT NULL,
    zero_count bigint NOT NULL,
    preposted_count bigint NOT NULL,
    day_precision_count bigint NOT NULL,
    arrival_delay bigint NOT NULL
);


--
-- Name: TABLE latency_sketch; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.latency_sketch IS 'One row per location x source x event type x local day of the event x night in which it changed: how late messages were.';


--
-- Name: COLUMN latency_sketch.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.location_id IS 'Location.';


--
-- Name: COLUMN latency_sketch.source_system; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.source_system IS 'Source.';


--
-- Name: COLUMN latency_sketch.event_type; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.event_type IS 'Event type.';


--
-- Name: COLUMN latency_sketch.day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.day IS 'Local day of the event.';


--
-- Name: COLUMN latency_sketch.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN latency_sketch.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN latency_sketch.buckets; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.buckets IS 'DDSketch of record_time - event_time in microseconds, 1 % relative error: per bucket big-endian int16 index and int32 count.';


--
-- Name: COLUMN latency_sketch.events; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.events IS 'Messages, those without a delay among them.';


--
-- Name: COLUMN latency_sketch.zero_count; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.zero_count IS 'Messages recorded in the microsecond they happened.';


--
-- Name: COLUMN latency_sketch.preposted_count; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.preposted_count IS 'Messages recorded before they happened.';


--
-- Name: COLUMN latency_sketch.day_precision_count; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.day_precision_count IS 'Messages whose time is known to the day only; not in the buckets.';


--
-- Name: COLUMN latency_sketch.arrival_delay; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.latency_sketch.arrival_delay IS 'Sum of ingested_at - record_time, milliseconds.';


--
-- Name: lease; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.lease (
    run_key bigint NOT NULL,
    epoch integer NOT NULL,
    beat_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE lease; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.lease IS 'Who works on a run, by the database''s clock; beaten on a connection of its own.';


--
-- Name: COLUMN lease.run_key; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.lease.run_key IS 'trueup.run.';


--
-- Name: COLUMN lease.epoch; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.lease.epoch IS 'Epoch of the holder.';


--
-- Name: COLUMN lease.beat_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.lease.beat_at IS 'Last sign of life; older than 60 s means that the lease can be taken.';


--
-- Name: location_confidence; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.location_confidence (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    confidence double precision,
    lower double precision,
    upper double precision,
    by_unit double precision,
    by_value double precision,
    by_demand double precision,
    items_scored bigint NOT NULL,
    counts_90d bigint NOT NULL,
    random_counts_90d bigint NOT NULL,
    value_at_risk double precision,
    change_7d double precision,
    driver text,
    driver_share double precision,
    feed_age_hours double precision,
    silent_source text,
    status text NOT NULL,
    unrecorded_share double precision,
    silent_days double precision,
    change_28d double precision,
    driver_2 text,
    driver_2_share double precision,
    driver_3 text,
    driver_3_share double precision
);


--
-- Name: TABLE location_confidence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.location_confidence IS 'One row per location x publication: how far its records can be trusted.';


--
-- Name: COLUMN location_confidence.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN location_confidence.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.location_id IS 'Location.';


--
-- Name: COLUMN location_confidence.confidence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.confidence IS 'Share of its records believed exact, 0 to 1.';


--
-- Name: COLUMN location_confidence.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.lower IS '5 % quantile.';


--
-- Name: COLUMN location_confidence.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.upper IS '95 % quantile.';


--
-- Name: COLUMN location_confidence.by_unit; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.by_unit IS 'The same weighted by units in the book.';


--
-- Name: COLUMN location_confidence.by_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.by_value IS 'The same weighted by value at cost.';


--
-- Name: COLUMN location_confidence.by_demand; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.by_demand IS 'The same weighted by units sold a day.';


--
-- Name: COLUMN location_confidence.items_scored; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.items_scored IS 'Positions scored.';


--
-- Name: COLUMN location_confidence.counts_90d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.counts_90d IS 'Counts of the last 90 days.';


--
-- Name: COLUMN location_confidence.random_counts_90d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.random_counts_90d IS 'Of these, drawn with a known probability.';


--
-- Name: COLUMN location_confidence.value_at_risk; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.value_at_risk IS 'Sum over its records, location''s currency.';


--
-- Name: COLUMN location_confidence.change_7d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.change_7d IS 'Change over seven days.';


--
-- Name: COLUMN location_confidence.driver; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.driver IS 'What most of the expected wrong records come from: a class of evidence, a known difference, or movements not recorded yet.';


--
-- Name: COLUMN location_confidence.driver_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.driver_share IS 'Its share of the expected wrong records, 0 to 1.';


--
-- Name: COLUMN location_confidence.feed_age_hours; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.feed_age_hours IS 'Hours from the last message recorded to the cut-off, of the most silent source.';


--
-- Name: COLUMN location_confidence.silent_source; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.silent_source IS 'That source, when it is late.';


--
-- Name: COLUMN location_confidence.status; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: COLUMN location_confidence.unrecorded_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.unrecorded_share IS 'Messages per movement that a cut-off finds not recorded yet, from the past four weeks.';


--
-- Name: COLUMN location_confidence.silent_days; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.silent_days IS 'Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.';


--
-- Name: COLUMN location_confidence.change_28d; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.change_28d IS 'Change over 28 days.';


--
-- Name: COLUMN location_confidence.driver_2; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.driver_2 IS 'The next after driver.';


--
-- Name: COLUMN location_confidence.driver_2_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN location_confidence.driver_3; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.driver_3 IS 'The next.';


--
-- Name: COLUMN location_confidence.driver_3_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.location_confidence.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: metric_daily; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.metric_daily (
    location_id text NOT NULL,
    day date NOT NULL,
    metric text NOT NULL,
    dimension text NOT NULL,
    dimension_value text NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    value double precision,
    numerator bigint,
    denominator bigint,
    lower double precision,
    upper double precision,
    unit text NOT NULL,
    complete boolean NOT NULL,
    verdict text NOT NULL
);


--
-- Name: TABLE metric_daily; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.metric_daily IS 'One row per location x local day x metric x dimension x value x night in which it changed.';


--
-- Name: COLUMN metric_daily.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.location_id IS 'Location.';


--
-- Name: COLUMN metric_daily.day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.day IS 'Local business day.';


--
-- Name: COLUMN metric_daily.metric; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.metric IS 'Name of the metric; trueup_v1.metric_definition explains it.';


--
-- Name: COLUMN metric_daily.dimension; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.dimension IS 'all, channel, source, reason or category.';


--
-- Name: COLUMN metric_daily.dimension_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.dimension_value IS 'Value of the dimension; empty for all.';


--
-- Name: COLUMN metric_daily.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN metric_daily.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN metric_daily.value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.value IS 'The metric; null when it has no value. Of a share with an interval (cancellation_rate_lines, cancellation_incidence_lines, not_found_rate, count_short_rate, count_exact_rate, count_hit_rate, shrink_rate) the mean of its posterior, which leans on the other days and locations of the night; what was observed is numerator / denominator. Of an incomplete day events and delays are those recorded together with those expected still to come.';


--
-- Name: COLUMN metric_daily.numerator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.numerator IS 'Integer partial above the line, where the metric is a ratio; of what is recorded. Of a latency by source the messages at least as late.';


--
-- Name: COLUMN metric_daily.denominator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.denominator IS 'Integer partial below the line; of what is recorded. Of a latency by source the messages whose time is known.';


--
-- Name: COLUMN metric_daily.lower; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.lower IS '5 % quantile of the same estimate as value; null where none is known.';


--
-- Name: COLUMN metric_daily.upper; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.upper IS '95 % quantile of the same estimate as value; null where none is known.';


--
-- Name: COLUMN metric_daily.unit; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.unit IS 'Unit of value.';


--
-- Name: COLUMN metric_daily.complete; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.complete IS 'Whether everything of the day is believed to have arrived.';


--
-- Name: COLUMN metric_daily.verdict; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.metric_daily.verdict IS 'Whether there is a value: ordinary, or why not: not_computable, insufficient_data, degenerate; withdrawn where the night took the figure back. Whether a value is unusual is judged in baseline_score.';


--
-- Name: migration; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.migration (
    name text NOT NULL,
    digest text NOT NULL,
    installed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE migration; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.migration IS 'Migrations that are installed.';


--
-- Name: COLUMN migration.name; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.migration.name IS 'File in sql/migrations without its ending.';


--
-- Name: COLUMN migration.digest; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.migration.digest IS 'SHA-256 of the file, hexadecimal.';


--
-- Name: COLUMN migration.installed_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.migration.installed_at IS 'When it was installed.';


--
-- Name: model; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.model (
    model_id text NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    rates double precision[] NOT NULL,
    rate_sds double precision[] NOT NULL,
    classes text[] NOT NULL,
    categories text[] NOT NULL,
    multipliers double precision[] NOT NULL,
    sizes double precision[] NOT NULL,
    labels bigint NOT NULL,
    wrong bigint NOT NULL,
    size_tail double precision,
    size_mean double precision,
    size_variance double precision,
    dispersion double precision DEFAULT 0 NOT NULL,
    spreads double precision[],
    calibration double precision[],
    covariance double precision[],
    class_groups integer[]
);


--
-- Name: TABLE model; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.model IS 'One row per fitted model of record errors.';


--
-- Name: COLUMN model.model_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.model_id IS 'SHA-256 of what it was fitted on and its parameters, shortened.';


--
-- Name: COLUMN model.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN model.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN model.rates; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.rates IS 'Error events per unit of exposure, one per class.';


--
-- Name: COLUMN model.rate_sds; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.rate_sds IS 'Posterior standard deviations of the rates.';


--
-- Name: COLUMN model.classes; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.classes IS 'Names of the classes, in the order of rates.';


--
-- Name: COLUMN model.categories; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.categories IS 'Names of the merchandise categories, in the order of multipliers.';


--
-- Name: COLUMN model.multipliers; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.multipliers IS 'What a category makes of the rates; 1 is like the others.';


--
-- Name: COLUMN model.sizes; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.sizes IS 'Size law of one error event, units -64 ... 64.';


--
-- Name: COLUMN model.labels; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.labels IS 'Count intervals it was fitted on.';


--
-- Name: COLUMN model.wrong; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.wrong IS 'Of these, how many ended with an error.';


--
-- Name: COLUMN model.size_tail; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.size_tail IS 'Probability that one error event is larger than 64 units either way.';


--
-- Name: COLUMN model.size_mean; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.size_mean IS 'Mean size of one error event, units.';


--
-- Name: COLUMN model.size_variance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.size_variance IS 'Variance of the size of one error event, units squared.';


--
-- Name: COLUMN model.dispersion; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.dispersion IS 'Variance of the factor by which intervals between counts differ beyond their exposure.';


--
-- Name: COLUMN model.spreads; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.spreads IS 'Variance of the effects of categories, locations and items on the logarithm of the hazard.';


--
-- Name: COLUMN model.calibration; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.calibration IS 'a, b, c of logit p = c + a ln s - b ln(1 - s): corrects the probability s of no new error; 1, 1, 0 changes nothing.';


--
-- Name: COLUMN model.covariance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.covariance IS 'Posterior covariance of the rates (Laplace), row by row in the order of classes.';


--
-- Name: COLUMN model.class_groups; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model.class_groups IS 'By class, the place of the first class that its exposure rises and falls with, counted from 0; its own place where it stands alone. Grouped classes share one driver.';


--
-- Name: model_effect; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.model_effect (
    model_id text NOT NULL,
    factor text NOT NULL,
    level text NOT NULL,
    effect double precision NOT NULL,
    variance double precision NOT NULL
);


--
-- Name: TABLE model_effect; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.model_effect IS 'One row per model x factor x level: how much more often its records go wrong.';


--
-- Name: COLUMN model_effect.model_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model_effect.model_id IS 'trueup.model.';


--
-- Name: COLUMN model_effect.factor; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model_effect.factor IS 'category, location or item.';


--
-- Name: COLUMN model_effect.level; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model_effect.level IS 'Category name, location id or item id.';


--
-- Name: COLUMN model_effect.effect; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model_effect.effect IS 'On the logarithm of the hazard; 0 is like the others.';


--
-- Name: COLUMN model_effect.variance; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.model_effect.variance IS 'Posterior variance of the effect.';


--
-- Name: open_line; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.open_line (
    publication_id bigint NOT NULL,
    document_type text NOT NULL,
    document_id text NOT NULL,
    document_line text NOT NULL,
    item_id text NOT NULL,
    node_id text,
    node_at timestamp with time zone,
    channel text,
    channel_at timestamp with time zone,
    ordered bigint NOT NULL,
    reserved bigint NOT NULL,
    shipped bigint NOT NULL,
    cancelled bigint NOT NULL,
    cancelled_by_customer bigint NOT NULL,
    reason text,
    reason_at timestamp with time zone,
    terminal_at timestamp with time zone,
    terminal_node_id text,
    first_at timestamp with time zone NOT NULL,
    first_record_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    last_record_at timestamp with time zone NOT NULL
)
PARTITION BY LIST (publication_id);


--
-- Name: TABLE open_line; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.open_line IS 'One row per unresolved order line x publication. Units in thousandths.';


--
-- Name: COLUMN open_line.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.publication_id IS 'Night it belongs to.';


--
-- Name: COLUMN open_line.document_type; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.document_type IS 'Kind of document: order.';


--
-- Name: COLUMN open_line.document_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.document_id IS 'Order.';


--
-- Name: COLUMN open_line.document_line; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.document_line IS 'Line.';


--
-- Name: COLUMN open_line.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.item_id IS 'Item.';


--
-- Name: COLUMN open_line.node_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.node_id IS 'Location last allocated; null before any allocation.';


--
-- Name: COLUMN open_line.node_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.node_at IS 'Event time of that allocation.';


--
-- Name: COLUMN open_line.channel; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.channel IS 'Sales channel, of the earliest message that names one.';


--
-- Name: COLUMN open_line.channel_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.channel_at IS 'Event time of that message.';


--
-- Name: COLUMN open_line.ordered; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.ordered IS 'Units ordered.';


--
-- Name: COLUMN open_line.reserved; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.reserved IS 'Units reserved less released.';


--
-- Name: COLUMN open_line.shipped; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.shipped IS 'Units shipped or picked up.';


--
-- Name: COLUMN open_line.cancelled; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.cancelled IS 'Units cancelled.';


--
-- Name: COLUMN open_line.cancelled_by_customer; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.cancelled_by_customer IS 'Units cancelled by the customer''s fault, among cancelled.';


--
-- Name: COLUMN open_line.reason; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.reason IS 'Canonical reason of the latest cancellation.';


--
-- Name: COLUMN open_line.reason_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.reason_at IS 'Event time of that cancellation.';


--
-- Name: COLUMN open_line.terminal_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.terminal_at IS 'Latest event time of a shipment, pickup or cancellation.';


--
-- Name: COLUMN open_line.terminal_node_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.terminal_node_id IS 'Location of that event.';


--
-- Name: COLUMN open_line.first_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.first_at IS 'Earliest event time.';


--
-- Name: COLUMN open_line.first_record_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.first_record_at IS 'Earliest record time.';


--
-- Name: COLUMN open_line.last_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.last_at IS 'Latest event time.';


--
-- Name: COLUMN open_line.last_record_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.open_line.last_record_at IS 'Latest record time.';


--
-- Name: partial_daily; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.partial_daily (
    location_id text NOT NULL,
    day date NOT NULL,
    measure text NOT NULL,
    dimension text NOT NULL,
    dimension_value text NOT NULL,
    publication_id bigint NOT NULL,
    business_date date NOT NULL,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL
);


--
-- Name: TABLE partial_daily; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.partial_daily IS 'One row per location x local day x measure x dimension x value x night in which it changed: integers that add.';


--
-- Name: COLUMN partial_daily.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.location_id IS 'Location.';


--
-- Name: COLUMN partial_daily.day; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.day IS 'Local day of the event.';


--
-- Name: COLUMN partial_daily.measure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.measure IS 'cancelled_lines, cancelled_units, ordered_lines, not_found_picks, sales_cost, known_loss or late_for_night.';


--
-- Name: COLUMN partial_daily.dimension; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.dimension IS 'all, channel or reason.';


--
-- Name: COLUMN partial_daily.dimension_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.dimension_value IS 'Value of the dimension; empty for all.';


--
-- Name: COLUMN partial_daily.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN partial_daily.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN partial_daily.numerator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.numerator IS 'Sum above the line: lines, thousandths of units, or thousandths of currency.';


--
-- Name: COLUMN partial_daily.denominator; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.partial_daily.denominator IS 'Sum below the line; 0 where the measure is no ratio.';


--
-- Name: position; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup."position" (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    item_id text NOT NULL,
    available bigint NOT NULL,
    backroom bigint,
    display bigint,
    under_inspection bigint,
    damaged bigint,
    quarantined bigint,
    returned bigint,
    refurbish bigint,
    in_transit bigint,
    preposted bigint,
    preposted_moves bigint,
    preposted_from timestamp with time zone,
    anchor_kind smallint NOT NULL,
    anchor_at timestamp with time zone NOT NULL,
    anchor_quantity bigint NOT NULL,
    anchor_book bigint NOT NULL,
    previous_anchor_at timestamp with time zone,
    moves_since bigint NOT NULL,
    recorded_moves_since bigint NOT NULL,
    recorded_adjustments_since bigint NOT NULL,
    exposure bytea NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_event_at timestamp with time zone NOT NULL,
    last_record_at timestamp with time zone NOT NULL,
    last_sale_at timestamp with time zone,
    units_sold bigint NOT NULL,
    anchor_document bigint
)
PARTITION BY LIST (publication_id);


--
-- Name: TABLE "position"; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup."position" IS 'One row per location x item x publication: what the next night continues from. Units in thousandths.';


--
-- Name: COLUMN "position".publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".publication_id IS 'Night it belongs to.';


--
-- Name: COLUMN "position".location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".location_id IS 'Location.';


--
-- Name: COLUMN "position".item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".item_id IS 'Item.';


--
-- Name: COLUMN "position".available; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".available IS 'Book by record time, state available.';


--
-- Name: COLUMN "position".backroom; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".backroom IS 'Book by record time, state backroom; null is 0.';


--
-- Name: COLUMN "position".display; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".display IS 'Book by record time, state display; null is 0.';


--
-- Name: COLUMN "position".under_inspection; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".under_inspection IS 'Book by record time, state under inspection; null is 0.';


--
-- Name: COLUMN "position".damaged; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".damaged IS 'Book by record time, state damaged; null is 0.';


--
-- Name: COLUMN "position".quarantined; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".quarantined IS 'Book by record time, state quarantined; null is 0.';


--
-- Name: COLUMN "position".returned; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".returned IS 'Book by record time, state returned; null is 0.';


--
-- Name: COLUMN "position".refurbish; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".refurbish IS 'Book by record time, state refurbish; null is 0.';


--
-- Name: COLUMN "position".in_transit; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".in_transit IS 'Shipped to here and not yet received; null is 0.';


--
-- Name: COLUMN "position".preposted; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".preposted IS 'Part of the saleable book whose event time lies after the cut-off; null is 0.';


--
-- Name: COLUMN "position".preposted_moves; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".preposted_moves IS 'The part of it that is movement, not correction of the book; null is 0.';


--
-- Name: COLUMN "position".preposted_from; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".preposted_from IS 'Earliest event time after the cut-off; null when there is none.';


--
-- Name: COLUMN "position".anchor_kind; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".anchor_kind IS 'What the exposures start from: 0 nothing, 1 opening book, 2 count.';


--
-- Name: COLUMN "position".anchor_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".anchor_at IS 'Event time of the anchor.';


--
-- Name: COLUMN "position".anchor_quantity; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".anchor_quantity IS 'Counted or opening quantity.';


--
-- Name: COLUMN "position".anchor_book; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".anchor_book IS 'Saleable book by record time just before the anchor.';


--
-- Name: COLUMN "position".previous_anchor_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".previous_anchor_at IS 'Event time of the anchor before it.';


--
-- Name: COLUMN "position".moves_since; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".moves_since IS 'Movements with event time after the anchor, saleable scope.';


--
-- Name: COLUMN "position".recorded_moves_since; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".recorded_moves_since IS 'Movements recorded after the anchor, saleable scope.';


--
-- Name: COLUMN "position".recorded_adjustments_since; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".recorded_adjustments_since IS 'Adjustments without a physical reason recorded after the anchor, saleable scope.';


--
-- Name: COLUMN "position".exposure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".exposure IS 'Evidence since the anchor: 8 big-endian int32 (lines of sale, receipt, transfer in, transfer out, return, adjustment, late, failed picks), then int64 units sold.';


--
-- Name: COLUMN "position".first_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".first_at IS 'Go-live of the position: its opening or its first event.';


--
-- Name: COLUMN "position".last_event_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".last_event_at IS 'Latest event time folded.';


--
-- Name: COLUMN "position".last_record_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".last_record_at IS 'Latest record time folded.';


--
-- Name: COLUMN "position".last_sale_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".last_sale_at IS 'Latest event time of a sale, shipment or pickup.';


--
-- Name: COLUMN "position".units_sold; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".units_sold IS 'Units sold, shipped or picked up since go-live.';


--
-- Name: COLUMN "position".anchor_document; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup."position".anchor_document IS 'Which count the anchor is: hash of its document, odd where it was reported through recount_result; null without a document.';


--
-- Name: publication_publication_id_seq; Type: SEQUENCE; Schema: trueup; Owner: -
--

ALTER TABLE trueup.publication ALTER COLUMN publication_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME trueup.publication_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: readable_publication; Type: VIEW; Schema: trueup; Owner: -
--

CREATE VIEW trueup.readable_publication AS
 SELECT publication.publication_id,
    publication.run_key,
    publication.job,
    publication.business_date,
    publication.revision,
    publication.base_publication_id,
    publication.cutoff,
    publication.watermark,
    publication.system_identifier,
    publication.timeline,
    publication.feed_oid,
    publication.rows_read,
    publication.rows_late,
    publication.rows_duplicate,
    publication.rows_quarantined,
    publication.model_id,
    publication.digest,
    publication.published_at,
    publication.is_replaced,
    publication.is_aside,
    publication.is_reconstructed,
    publication.fold_inputs,
    publication.rows_resent
   FROM trueup.publication
  WHERE ((publication.published_at IS NOT NULL) AND (NOT publication.is_replaced));


--
-- Name: VIEW readable_publication; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON VIEW trueup.readable_publication IS 'One row per night that readers may see, those published aside among them.';


--
-- Name: recount_plan; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.recount_plan (
    publication_id bigint NOT NULL,
    location_id text NOT NULL,
    minutes double precision NOT NULL,
    used double precision NOT NULL,
    random_share double precision NOT NULL,
    expected_value double precision NOT NULL,
    optimality_gap double precision,
    next_hour_value double precision,
    random_completion double precision
);


--
-- Name: TABLE recount_plan; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.recount_plan IS 'One row per location x publication: what the minutes buy.';


--
-- Name: COLUMN recount_plan.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.publication_id IS 'Night that computed it.';


--
-- Name: COLUMN recount_plan.location_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.location_id IS 'Location.';


--
-- Name: COLUMN recount_plan.minutes; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.minutes IS 'Budget of the night.';


--
-- Name: COLUMN recount_plan.used; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.used IS 'Minutes planned.';


--
-- Name: COLUMN recount_plan.random_share; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.random_share IS 'Share of the minutes spent on the random draw.';


--
-- Name: COLUMN recount_plan.expected_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.expected_value IS 'Worth of the planned counts: loss averted and money put right, location''s currency.';


--
-- Name: COLUMN recount_plan.optimality_gap; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.optimality_gap IS 'Bound on what a better plan could add, as a share of its value.';


--
-- Name: COLUMN recount_plan.next_hour_value; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.next_hour_value IS 'Worth of the counts that one more hour would allow.';


--
-- Name: COLUMN recount_plan.random_completion; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.recount_plan.random_completion IS 'Share of the random draws of the 90 days before, due by now, that were counted; it divides the weights of their counts. Null without draws.';


--
-- Name: reference_version; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.reference_version (
    digest text NOT NULL,
    companion text NOT NULL,
    content jsonb NOT NULL
);


--
-- Name: TABLE reference_version; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.reference_version IS 'Companions of the feed as runs saw them, by digest: a night is reproduced after a price or a calendar changed.';


--
-- Name: COLUMN reference_version.digest; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.reference_version.digest IS 'SHA-256 of companion and content, hexadecimal.';


--
-- Name: COLUMN reference_version.companion; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.reference_version.companion IS 'Table of feed that was read.';


--
-- Name: COLUMN reference_version.content; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.reference_version.content IS 'Its rows in key order.';


--
-- Name: run; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.run (
    run_key bigint NOT NULL,
    job text NOT NULL,
    scheduled_for timestamp with time zone NOT NULL,
    revision integer NOT NULL,
    business_date date NOT NULL,
    cutoff timestamp with time zone NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    lease_epoch integer DEFAULT 0 NOT NULL,
    input_snapshot pg_snapshot,
    input_references text[],
    config_digest text,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT run_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'held'::text, 'failed'::text, 'published'::text, 'superseded'::text, 'skipped'::text])))
);


--
-- Name: TABLE run; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.run IS 'One row per job, fire time and revision: its input, and how far it got.';


--
-- Name: COLUMN run.run_key; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.run_key IS 'Identity of the run.';


--
-- Name: COLUMN run.job; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.job IS 'Name of the job file.';


--
-- Name: COLUMN run.scheduled_for; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.scheduled_for IS 'Fire time it stands for.';


--
-- Name: COLUMN run.revision; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.revision IS '1 for the first computation of the night, then counted up.';


--
-- Name: COLUMN run.business_date; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.business_date IS 'Local day before scheduled_for in the job''s zone.';


--
-- Name: COLUMN run.cutoff; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.cutoff IS 'Only messages recorded up to here are judged.';


--
-- Name: COLUMN run.state; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.state IS 'open, held, failed, published, superseded or skipped.';


--
-- Name: COLUMN run.lease_epoch; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.lease_epoch IS 'Counted up by each attempt; an attempt with an older epoch cannot publish.';


--
-- Name: COLUMN run.input_snapshot; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.input_snapshot IS 'What was visible to the first attempt; later attempts read the same.';


--
-- Name: COLUMN run.input_references; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.input_references IS 'Digests in trueup.reference_version that the first attempt read.';


--
-- Name: COLUMN run.config_digest; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.config_digest IS 'Job file, trueup.config.';


--
-- Name: COLUMN run.opened_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.opened_at IS 'When the run was opened.';


--
-- Name: COLUMN run.finished_at; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run.finished_at IS 'When its last attempt ended.';


--
-- Name: removable_partition; Type: VIEW; Schema: trueup; Owner: -
--

CREATE VIEW trueup.removable_partition AS
 SELECT parent.name AS parent,
    (child.relname)::text AS partition,
    child.relispartition AS is_attached,
    COALESCE(pg_inherits.inhdetachpending, false) AS is_pending,
    publication.publication_id
   FROM (((( VALUES ('position'::text), ('open_line'::text), ('item_confidence'::text)) parent(name)
     JOIN pg_class child ON (((child.relnamespace = ('trueup'::regnamespace)::oid) AND (child.relkind = 'r'::"char") AND (child.relname ~ (('^'::text || parent.name) || '_[0-9]+$'::text)))))
     LEFT JOIN pg_inherits ON ((pg_inherits.inhrelid = child.oid)))
     JOIN ( SELECT publication_1.publication_id,
            publication_1.published_at,
            publication_1.is_replaced,
            run.state,
            row_number() OVER (PARTITION BY publication_1.job, ((publication_1.published_at IS NOT NULL) AND (NOT publication_1.is_replaced)) ORDER BY publication_1.business_date DESC) AS place
           FROM (trueup.publication publication_1
             JOIN trueup.run ON ((run.run_key = publication_1.run_key)))) publication ON ((publication.publication_id = ("substring"((child.relname)::text, '[0-9]+$'::text))::bigint)))
  WHERE
        CASE
            WHEN (publication.published_at IS NULL) THEN (publication.state = ANY (ARRAY['published'::text, 'failed'::text, 'superseded'::text, 'skipped'::text]))
            ELSE (publication.is_replaced OR (publication.place > 35))
        END;


--
-- Name: VIEW removable_partition; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON VIEW trueup.removable_partition IS 'One row per partition that nobody reads any more: of nights before the newest 35 of their job, of replaced revisions, of attempts that published nothing.';


--
-- Name: COLUMN removable_partition.parent; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.removable_partition.parent IS 'Table it is or was a partition of.';


--
-- Name: COLUMN removable_partition.partition; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.removable_partition.partition IS 'The partition.';


--
-- Name: COLUMN removable_partition.is_attached; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.removable_partition.is_attached IS 'It is still a partition.';


--
-- Name: COLUMN removable_partition.is_pending; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.removable_partition.is_pending IS 'A reader was in the way when it was detached; that has to be finished.';


--
-- Name: COLUMN removable_partition.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.removable_partition.publication_id IS 'Publication it held.';


--
-- Name: run_run_key_seq; Type: SEQUENCE; Schema: trueup; Owner: -
--

ALTER TABLE trueup.run ALTER COLUMN run_key ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME trueup.run_run_key_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: run_step; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.run_step (
    run_key bigint NOT NULL,
    epoch integer NOT NULL,
    step text NOT NULL,
    ordinal integer NOT NULL,
    row_count bigint NOT NULL,
    seconds double precision NOT NULL,
    note text
);


--
-- Name: TABLE run_step; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.run_step IS 'One row per step of an attempt.';


--
-- Name: COLUMN run_step.run_key; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.run_key IS 'trueup.run.';


--
-- Name: COLUMN run_step.epoch; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.epoch IS 'trueup.attempt.';


--
-- Name: COLUMN run_step.step; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.step IS 'Name of the step.';


--
-- Name: COLUMN run_step.ordinal; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.ordinal IS 'Place in the order of steps.';


--
-- Name: COLUMN run_step.row_count; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.row_count IS 'Rows it read or wrote.';


--
-- Name: COLUMN run_step.seconds; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.seconds IS 'Wall-clock seconds.';


--
-- Name: COLUMN run_step.note; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.run_step.note IS 'The one thing worth knowing.';


--
-- Name: sentence_figure; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.sentence_figure (
    sentence text NOT NULL,
    "position" integer NOT NULL,
    figure text NOT NULL,
    relation text NOT NULL,
    expression text NOT NULL
);


--
-- Name: TABLE sentence_figure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.sentence_figure IS 'One row per number of a sentence about one row: the expression over its columns that gives it. Numbers whose expression is null are left out of the sentence.';


--
-- Name: COLUMN sentence_figure.sentence; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.sentence_figure.sentence IS 'record or location (trueup explain), or recount (the reason of a recount).';


--
-- Name: COLUMN sentence_figure."position"; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.sentence_figure."position" IS 'Place among the numbers of the sentence, from 1.';


--
-- Name: COLUMN sentence_figure.figure; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.sentence_figure.figure IS 'What it is.';


--
-- Name: COLUMN sentence_figure.relation; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.sentence_figure.relation IS 'View of trueup_v1 whose row the sentence is about; of a recount that of its location, item and night.';


--
-- Name: COLUMN sentence_figure.expression; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.sentence_figure.expression IS 'SQL over the columns of that row; the sentence shows the result.';


--
-- Name: silence_silence_id_seq; Type: SEQUENCE; Schema: trueup; Owner: -
--

ALTER TABLE trueup.silence ALTER COLUMN silence_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME trueup.silence_silence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: unit_cost; Type: TABLE; Schema: trueup; Owner: -
--

CREATE TABLE trueup.unit_cost (
    item_id text NOT NULL,
    publication_id bigint NOT NULL,
    recorded_after timestamp with time zone NOT NULL,
    unit_cost bigint NOT NULL
);


--
-- Name: TABLE unit_cost; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON TABLE trueup.unit_cost IS 'One row per item x night whose cost was not that of the night before: movements keep the cost of the first night that could know them.';


--
-- Name: COLUMN unit_cost.item_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.unit_cost.item_id IS 'Item.';


--
-- Name: COLUMN unit_cost.publication_id; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.unit_cost.publication_id IS 'Night that found the cost.';


--
-- Name: COLUMN unit_cost.recorded_after; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.unit_cost.recorded_after IS 'It holds for messages recorded after this instant, the cut-off of the night before; -infinity on the first night.';


--
-- Name: COLUMN unit_cost.unit_cost; Type: COMMENT; Schema: trueup; Owner: -
--

COMMENT ON COLUMN trueup.unit_cost.unit_cost IS 'Thousandths of currency per unit; 0 where unknown.';


--
-- Name: accuracy; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.accuracy AS
 SELECT publication.business_date,
    accuracy.scope,
    accuracy.scope_id,
    accuracy.definition,
    accuracy.value,
    accuracy.lower,
    accuracy.upper,
    accuracy.believed,
    accuracy.counts,
    accuracy.status
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.accuracy ON ((accuracy.publication_id = publication.publication_id)));


--
-- Name: VIEW accuracy; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.accuracy IS 'One row per location, region, channel or kind of node x definition x publication: how accurate its records are, by each of the eight definitions. e is what is there less the book B. The last published night.';


--
-- Name: COLUMN accuracy.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.business_date IS 'Night it is about.';


--
-- Name: COLUMN accuracy.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.scope IS 'location, region, channel or kind.';


--
-- Name: COLUMN accuracy.scope_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.scope_id IS 'Location, region, channel or kind of node.';


--
-- Name: COLUMN accuracy.definition; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.definition IS 'exact (share with e = 0), within_tolerance, within_tolerance_by_value (share of the books'' value at cost), net_units (1 - |sum e| / sum B), net_value, absolute_units (1 - sum |e| / sum B), absolute_value, in_stock (share with B > 0 if and only if something is there).';


--
-- Name: COLUMN accuracy.value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.value IS 'Expected value; below 0 where errors outweigh the books. Groups weight their locations by demand; net errors keep their sign until the sum.';


--
-- Name: COLUMN accuracy.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.lower IS '5 % quantile.';


--
-- Name: COLUMN accuracy.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.upper IS '95 % quantile.';


--
-- Name: COLUMN accuracy.believed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.believed IS 'What the model says alone, before counts correct it.';


--
-- Name: COLUMN accuracy.counts; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.counts IS 'Counts of known probability in 90 days that correct it; with none the model speaks alone, and the interval holds how far it may be off.';


--
-- Name: COLUMN accuracy.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: accuracy_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.accuracy_history AS
 SELECT readable_publication.business_date,
    accuracy.scope,
    accuracy.scope_id,
    accuracy.definition,
    accuracy.value,
    accuracy.lower,
    accuracy.upper,
    accuracy.believed,
    accuracy.counts,
    accuracy.status
   FROM (trueup.accuracy
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = accuracy.publication_id)));


--
-- Name: VIEW accuracy_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.accuracy_history IS 'One row per location, region, channel or kind of node x definition x publication: how accurate its records are, by each of the eight definitions. e is what is there less the book B. Every kept night.';


--
-- Name: COLUMN accuracy_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN accuracy_history.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.scope IS 'location, region, channel or kind.';


--
-- Name: COLUMN accuracy_history.scope_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.scope_id IS 'Location, region, channel or kind of node.';


--
-- Name: COLUMN accuracy_history.definition; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.definition IS 'exact (share with e = 0), within_tolerance, within_tolerance_by_value (share of the books'' value at cost), net_units (1 - |sum e| / sum B), net_value, absolute_units (1 - sum |e| / sum B), absolute_value, in_stock (share with B > 0 if and only if something is there).';


--
-- Name: COLUMN accuracy_history.value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.value IS 'Expected value; below 0 where errors outweigh the books. Groups weight their locations by demand; net errors keep their sign until the sum.';


--
-- Name: COLUMN accuracy_history.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.lower IS '5 % quantile.';


--
-- Name: COLUMN accuracy_history.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.upper IS '95 % quantile.';


--
-- Name: COLUMN accuracy_history.believed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.believed IS 'What the model says alone, before counts correct it.';


--
-- Name: COLUMN accuracy_history.counts; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.counts IS 'Counts of known probability in 90 days that correct it; with none the model speaks alone, and the interval holds how far it may be off.';


--
-- Name: COLUMN accuracy_history.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.accuracy_history.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: alert; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.alert AS
 SELECT alert.alert_id,
    alert.fingerprint,
    alert.family,
    alert.severity,
    alert.state,
    alert.scope,
    alert.observed,
    alert.expected,
    alert.lower,
    alert.upper,
    alert.p,
    alert.q,
    alert.money_at_risk,
    alert.likely_cause,
    alert.suggested_action,
    alert.owner_role,
    alert.starts,
    alert.last_seen,
    alert.ends,
    alert.occurrences,
    alert.title,
    alert.description,
    alert.version,
    alert.assignee,
    alert.acknowledged_at,
    alert.verdict,
    alert.note,
    alert.announced,
    alert.contributions
   FROM trueup.alert;


--
-- Name: VIEW alert; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.alert IS 'One row per alert: the fold of its events and of what people did.';


--
-- Name: COLUMN alert.alert_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.alert_id IS 'SHA-256 of fingerprint and first night, shortened.';


--
-- Name: COLUMN alert.fingerprint; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.fingerprint IS 'SHA-256 of family and scope.';


--
-- Name: COLUMN alert.family; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.family IS 'latency, cancellation, shrink, multivariate: all metrics of a location together, or drift: a metric that has been off for days.';


--
-- Name: COLUMN alert.severity; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.severity IS 'critical or warning.';


--
-- Name: COLUMN alert.state; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.state IS 'pending, firing, acknowledged (somebody took it on), suppressed (by a silence) or resolved.';


--
-- Name: COLUMN alert.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.scope IS 'Location, or network: all of them at once.';


--
-- Name: COLUMN alert.observed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.observed IS 'Value observed, as the night that last found it saw it.';


--
-- Name: COLUMN alert.expected; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.expected IS 'Value expected then.';


--
-- Name: COLUMN alert.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.lower IS 'Lower end of the ordinary band.';


--
-- Name: COLUMN alert.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.upper IS 'Upper end of the ordinary band.';


--
-- Name: COLUMN alert.p; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.p IS 'Probability by chance.';


--
-- Name: COLUMN alert.q; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.q IS 'Adjusted for the number of locations judged.';


--
-- Name: COLUMN alert.money_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.money_at_risk IS 'Excess units at cost; null for families not in units.';


--
-- Name: COLUMN alert.likely_cause; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.likely_cause IS 'What the evidence points at.';


--
-- Name: COLUMN alert.suggested_action; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.suggested_action IS 'What to do.';


--
-- Name: COLUMN alert.owner_role; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.owner_role IS 'Who is asked to do it.';


--
-- Name: COLUMN alert.starts; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.starts IS 'First night.';


--
-- Name: COLUMN alert.last_seen; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.last_seen IS 'Last night with the condition.';


--
-- Name: COLUMN alert.ends; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.ends IS 'Night it was resolved.';


--
-- Name: COLUMN alert.occurrences; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.occurrences IS 'Distinct nights with the condition.';


--
-- Name: COLUMN alert.title; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.title IS 'One line.';


--
-- Name: COLUMN alert.description; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.description IS 'One plain sentence, as the night that last found it said it; alert_figure has its numbers.';


--
-- Name: COLUMN alert.version; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.version IS 'Grows by one with each action of a person; an action that names another version is refused.';


--
-- Name: COLUMN alert.assignee; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.assignee IS 'Who looks after it.';


--
-- Name: COLUMN alert.acknowledged_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.acknowledged_at IS 'When somebody took it on, by the database''s clock.';


--
-- Name: COLUMN alert.verdict; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.verdict IS 'What people found: real, false_alarm or expected (they knew why); withdrawn when a night computed again does not find it.';


--
-- Name: COLUMN alert.note; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.note IS 'What people wrote with the verdict.';


--
-- Name: COLUMN alert.announced; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.announced IS 'Last night it was news: when it fired, and again after the repeat interval while nobody acknowledged it.';


--
-- Name: COLUMN alert.contributions; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert.contributions IS 'Of a multivariate alert, an array with an object per metric, the largest first: metric, observed and expected in its units, contribution (they sum to observed), share (they sum to 1). Of a drift alert, the metrics that have drifted, over the days since they began: contribution is the square of the average''s deviation.';


--
-- Name: alert_event; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.alert_event AS
 SELECT alert_event.fingerprint,
    alert_event.business_date,
    alert_event.family,
    alert_event.scope,
    alert_event.is_firing,
    alert_event.severity,
    alert_event.day,
    alert_event.observed,
    alert_event.expected,
    alert_event.lower,
    alert_event.upper,
    alert_event.p,
    alert_event.q,
    alert_event.money_at_risk,
    alert_event.description,
    alert_event.suggested_action,
    alert_event.contributions
   FROM (trueup.alert_event
     JOIN trueup.kept_publication ON ((kept_publication.publication_id = alert_event.publication_id)));


--
-- Name: VIEW alert_event; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.alert_event IS 'One row per fingerprint x night in which its condition was judged.';


--
-- Name: COLUMN alert_event.fingerprint; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.fingerprint IS 'SHA-256 of family and scope.';


--
-- Name: COLUMN alert_event.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN alert_event.family; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.family IS 'latency, cancellation, shrink, multivariate: all metrics of a location together, or drift: a metric that has been off for days.';


--
-- Name: COLUMN alert_event.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.scope IS 'Location, or network: all of them at once.';


--
-- Name: COLUMN alert_event.is_firing; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.is_firing IS 'Whether the night found the condition.';


--
-- Name: COLUMN alert_event.severity; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.severity IS 'critical or warning.';


--
-- Name: COLUMN alert_event.day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.day IS 'Day the condition is about.';


--
-- Name: COLUMN alert_event.observed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.observed IS 'Value observed, natural scale.';


--
-- Name: COLUMN alert_event.expected; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.expected IS 'Value expected, natural scale.';


--
-- Name: COLUMN alert_event.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.lower IS 'Lower end of the ordinary band.';


--
-- Name: COLUMN alert_event.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.upper IS 'Upper end of the ordinary band.';


--
-- Name: COLUMN alert_event.p; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.p IS 'Probability by chance.';


--
-- Name: COLUMN alert_event.q; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.q IS 'Adjusted for the number of locations judged.';


--
-- Name: COLUMN alert_event.money_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.money_at_risk IS 'Excess units at cost; null for families not in units.';


--
-- Name: COLUMN alert_event.description; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.description IS 'What the night found, in one sentence; null where it did not find it.';


--
-- Name: COLUMN alert_event.suggested_action; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.suggested_action IS 'What to do; null where it did not find it.';


--
-- Name: COLUMN alert_event.contributions; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_event.contributions IS 'As in alert; null where it did not find it.';


--
-- Name: alert_figure; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.alert_figure AS
 SELECT alert.alert_id,
    found.business_date,
    alert_figure."position",
    alert_figure.figure,
    alert_figure.shown,
    alert_figure.value,
    alert_figure.unit,
    alert_figure.numerator,
    alert_figure.denominator,
    alert_figure.from_day,
    alert_figure.to_day,
    alert_figure.location_id,
    alert_figure.source_system,
    alert_figure.metric,
    alert_figure.relation,
    alert_figure.filter
   FROM (((trueup.alert
     JOIN trueup.alert_event found ON (((found.fingerprint = alert.fingerprint) AND (found.business_date = alert.last_seen))))
     JOIN trueup.kept_publication ON ((kept_publication.publication_id = found.publication_id)))
     JOIN trueup.alert_figure ON (((alert_figure.publication_id = found.publication_id) AND (alert_figure.fingerprint = found.fingerprint))));


--
-- Name: VIEW alert_figure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.alert_figure IS 'One row per alert x number of its sentence: what the number is and what it was counted from.';


--
-- Name: COLUMN alert_figure.alert_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.alert_id IS 'Alert.';


--
-- Name: COLUMN alert_figure.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.business_date IS 'Night that last found the alert: everything is as it was known then.';


--
-- Name: COLUMN alert_figure."position"; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure."position" IS 'Place among the numbers of the sentence, from 1; those that only stand behind others come last.';


--
-- Name: COLUMN alert_figure.figure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.figure IS 'cases, possible (among so many), observed, expected, share (of a contribution), days, nights, locations, money_at_risk (missing x numerator / denominator) or missing (found missing at cost).';


--
-- Name: COLUMN alert_figure.shown; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.shown IS 'The number as the sentence shows it; null where it only stands behind another.';


--
-- Name: COLUMN alert_figure.value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.value IS 'The number, in unit.';


--
-- Name: COLUMN alert_figure.unit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.unit IS 'Unit of value.';


--
-- Name: COLUMN alert_figure.numerator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.numerator IS 'Above the line, where the number is a ratio; of an expected share the cases that would have been ordinary; of a latency the recorded messages at least as late.';


--
-- Name: COLUMN alert_figure.denominator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.denominator IS 'Below the line.';


--
-- Name: COLUMN alert_figure.from_day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.from_day IS 'First day that it is about.';


--
-- Name: COLUMN alert_figure.to_day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.to_day IS 'Last day that it is about; of nights the last night.';


--
-- Name: COLUMN alert_figure.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.location_id IS 'Location; null: all of them.';


--
-- Name: COLUMN alert_figure.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.source_system IS 'Source of the messages; null: all of them.';


--
-- Name: COLUMN alert_figure.metric; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.metric IS 'Metric it is a figure of.';


--
-- Name: COLUMN alert_figure.relation; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.relation IS 'Where the number, or what it is counted from, is kept: metric_daily, count_variance (short: gap < 0), baseline_score (expected; of latency exp(expected) - 1) or alert_event.';


--
-- Name: COLUMN alert_figure.filter; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.alert_figure.filter IS 'What else the rows have in common: left_out, days of locations that nobody judged because nothing like them was seen before; counts, the counts judged between two counts: location_id, counted_after (exclusive), counted_until (inclusive), shortest_interval_days and longest_interval_days between a count and the one before. Counts on suspicion are among them only where a recount asked for them or their probability is known.';


--
-- Name: baseline_score; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.baseline_score AS
 SELECT publication.business_date,
    baseline_score.location_id,
    baseline_score.metric,
    baseline_score.day,
    baseline_score.observed,
    baseline_score.level,
    baseline_score.spread,
    baseline_score.expected,
    baseline_score.z,
    baseline_score.p,
    baseline_score.q,
    baseline_score.window_days,
    baseline_score.days,
    baseline_score.verdict
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.baseline_score ON ((baseline_score.publication_id = publication.publication_id)));


--
-- Name: VIEW baseline_score; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.baseline_score IS 'One row per location x metric x day judged x publication. The last published night.';


--
-- Name: COLUMN baseline_score.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.business_date IS 'Night it is about.';


--
-- Name: COLUMN baseline_score.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.location_id IS 'Location.';


--
-- Name: COLUMN baseline_score.metric; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.metric IS 'Metric judged; multivariate_t2: all metrics together, as the squared distance from what is usual; drift: what lasts in any of them.';


--
-- Name: COLUMN baseline_score.day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.day IS 'Local day judged.';


--
-- Name: COLUMN baseline_score.observed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.observed IS 'Value, stabilised scale.';


--
-- Name: COLUMN baseline_score.level; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.level IS 'Median of the training window, stabilised scale.';


--
-- Name: COLUMN baseline_score.spread; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.spread IS 'Robust standard deviation of the training window, stabilised scale.';


--
-- Name: COLUMN baseline_score.expected; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.expected IS 'Value expected for that day, stabilised scale.';


--
-- Name: COLUMN baseline_score.z; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.z IS '(observed - expected) / standard error of prediction.';


--
-- Name: COLUMN baseline_score.p; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.p IS 'Probability of as much by chance.';


--
-- Name: COLUMN baseline_score.q; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.q IS 'Benjamini-Hochberg adjusted over the night''s locations.';


--
-- Name: COLUMN baseline_score.window_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.window_days IS 'Days of the training window.';


--
-- Name: COLUMN baseline_score.days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.days IS 'Of these, days with a value.';


--
-- Name: COLUMN baseline_score.verdict; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score.verdict IS 'ordinary, anomalous, too_little_history, flat_history, unseen_event, not_computable or degenerate.';


--
-- Name: baseline_score_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.baseline_score_history AS
 SELECT readable_publication.business_date,
    baseline_score.location_id,
    baseline_score.metric,
    baseline_score.day,
    baseline_score.observed,
    baseline_score.level,
    baseline_score.spread,
    baseline_score.expected,
    baseline_score.z,
    baseline_score.p,
    baseline_score.q,
    baseline_score.window_days,
    baseline_score.days,
    baseline_score.verdict
   FROM (trueup.baseline_score
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = baseline_score.publication_id)));


--
-- Name: VIEW baseline_score_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.baseline_score_history IS 'One row per location x metric x day judged x publication. Every kept night.';


--
-- Name: COLUMN baseline_score_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN baseline_score_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.location_id IS 'Location.';


--
-- Name: COLUMN baseline_score_history.metric; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.metric IS 'Metric judged; multivariate_t2: all metrics together, as the squared distance from what is usual; drift: what lasts in any of them.';


--
-- Name: COLUMN baseline_score_history.day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.day IS 'Local day judged.';


--
-- Name: COLUMN baseline_score_history.observed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.observed IS 'Value, stabilised scale.';


--
-- Name: COLUMN baseline_score_history.level; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.level IS 'Median of the training window, stabilised scale.';


--
-- Name: COLUMN baseline_score_history.spread; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.spread IS 'Robust standard deviation of the training window, stabilised scale.';


--
-- Name: COLUMN baseline_score_history.expected; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.expected IS 'Value expected for that day, stabilised scale.';


--
-- Name: COLUMN baseline_score_history.z; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.z IS '(observed - expected) / standard error of prediction.';


--
-- Name: COLUMN baseline_score_history.p; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.p IS 'Probability of as much by chance.';


--
-- Name: COLUMN baseline_score_history.q; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.q IS 'Benjamini-Hochberg adjusted over the night''s locations.';


--
-- Name: COLUMN baseline_score_history.window_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.window_days IS 'Days of the training window.';


--
-- Name: COLUMN baseline_score_history.days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.days IS 'Of these, days with a value.';


--
-- Name: COLUMN baseline_score_history.verdict; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.baseline_score_history.verdict IS 'ordinary, anomalous, too_little_history, flat_history, unseen_event, not_computable or degenerate.';


--
-- Name: count_label; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.count_label AS
 SELECT count_label.location_id,
    count_label.item_id,
    count_label.counted_at,
    count_label.business_date,
    count_label.counted,
    count_label.book,
    count_label.p_exact,
    count_label.inclusion_probability,
    count_label.selection,
    count_label.is_exact,
    count_label.p_at_count,
    count_label.p_within_tolerance,
    count_label.p_in_stock,
    count_label.expected_bias,
    count_label.expected_error
   FROM (trueup.count_label
     JOIN trueup.kept_publication ON ((kept_publication.publication_id = count_label.publication_id)));


--
-- Name: VIEW count_label; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.count_label IS 'One row per count: what the night that read it knew. Training and evaluation read only this and count_variance.';


--
-- Name: COLUMN count_label.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.location_id IS 'Location.';


--
-- Name: COLUMN count_label.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.item_id IS 'Item.';


--
-- Name: COLUMN count_label.counted_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.counted_at IS 'Event time of the count.';


--
-- Name: COLUMN count_label.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN count_label.counted; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.counted IS 'Counted quantity, thousandths.';


--
-- Name: COLUMN count_label.book; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.book IS 'Saleable book by record time just before the count, thousandths.';


--
-- Name: COLUMN count_label.p_exact; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.p_exact IS 'Probability published the night before that the book was exact; null when none was.';


--
-- Name: COLUMN count_label.inclusion_probability; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.inclusion_probability IS 'Probability with which the count was chosen; null when unknown.';


--
-- Name: COLUMN count_label.selection; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.selection IS 'random, full, cycle or triggered.';


--
-- Name: COLUMN count_label.is_exact; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.is_exact IS 'Whether the count equals the book just before it.';


--
-- Name: COLUMN count_label.p_at_count; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.p_at_count IS 'p_exact as published the night before, carried on to the moment of the count by the error events expected since; null where the record was counted in between.';


--
-- Name: COLUMN count_label.p_within_tolerance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.p_within_tolerance IS 'p_within_tolerance of the night before, carried on to the moment of the count as p_at_count is.';


--
-- Name: COLUMN count_label.p_in_stock; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.p_in_stock IS 'p_in_stock of the night before.';


--
-- Name: COLUMN count_label.expected_bias; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.expected_bias IS 'expected_qty - book_qty of the night before, carried on to the moment of the count, units.';


--
-- Name: COLUMN count_label.expected_error; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_label.expected_error IS 'expected_error of the night before, carried on to the moment of the count, units.';


--
-- Name: count_variance; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.count_variance AS
 SELECT newest.business_date,
    newest.location_id,
    newest.item_id,
    newest.counted_at,
    newest.day,
    newest.selection,
    newest.inclusion_probability,
    newest.document_id,
    newest.counted,
    newest.book,
    newest.gap,
    newest.timing,
    newest.carry,
    newest.starts_at,
    newest.starts_with,
    newest.exposure
   FROM ( SELECT DISTINCT ON (count_variance.location_id, count_variance.item_id, count_variance.counted_at) kept_publication.business_date,
            count_variance.location_id,
            count_variance.item_id,
            count_variance.counted_at,
            count_variance.day,
            count_variance.selection,
            count_variance.inclusion_probability,
            count_variance.document_id,
            count_variance.counted,
            count_variance.book,
            count_variance.gap,
            count_variance.timing,
            count_variance.carry,
            count_variance.starts_at,
            count_variance.starts_with,
            count_variance.exposure,
            count_variance.is_withdrawn
           FROM (trueup.count_variance
             JOIN trueup.kept_publication ON ((kept_publication.publication_id = count_variance.publication_id)))
          ORDER BY count_variance.location_id, count_variance.item_id, count_variance.counted_at, kept_publication.business_date DESC) newest
  WHERE (NOT newest.is_withdrawn);


--
-- Name: VIEW count_variance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.count_variance IS 'One row per count. Units in thousandths; naive variance = gap + timing + carry. As the last night that changed it left it.';


--
-- Name: COLUMN count_variance.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.business_date IS 'Night that computed it.';


--
-- Name: COLUMN count_variance.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.location_id IS 'Location.';


--
-- Name: COLUMN count_variance.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.item_id IS 'Item.';


--
-- Name: COLUMN count_variance.counted_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.counted_at IS 'Event time of the count.';


--
-- Name: COLUMN count_variance.day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.day IS 'Local day of the count.';


--
-- Name: COLUMN count_variance.selection; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.selection IS 'random, full, cycle or triggered.';


--
-- Name: COLUMN count_variance.inclusion_probability; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.inclusion_probability IS 'Probability with which it was chosen; null when unknown.';


--
-- Name: COLUMN count_variance.document_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.document_id IS 'Count document; the recount it answers.';


--
-- Name: COLUMN count_variance.counted; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.counted IS 'Counted quantity.';


--
-- Name: COLUMN count_variance.book; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.book IS 'Saleable book by record time just before the count.';


--
-- Name: COLUMN count_variance.gap; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.gap IS 'count - previous count - movements by event time between: the true variance; null without an anchor before.';


--
-- Name: COLUMN count_variance.timing; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.timing IS 'Movements by event time less movements as recorded, between the counts.';


--
-- Name: COLUMN count_variance.carry; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.carry IS 'Previous count - book then - adjustments recorded between.';


--
-- Name: COLUMN count_variance.starts_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.starts_at IS 'Event time of the anchor before.';


--
-- Name: COLUMN count_variance.starts_with; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.starts_with IS 'What that anchor was: 0 nothing, 1 opening book, 2 count.';


--
-- Name: COLUMN count_variance.exposure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.count_variance.exposure IS 'Evidence between, packed as in trueup.position.';


--
-- Name: evaluation; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.evaluation AS
 SELECT evaluation.from_date,
    evaluation.to_date,
    evaluation.quantity,
    evaluation.scope,
    evaluation.value,
    evaluation.lower,
    evaluation.upper,
    evaluation.wanted,
    evaluation.records
   FROM trueup.evaluation;


--
-- Name: VIEW evaluation; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.evaluation IS 'One row per window of nights x quantity x scope: how good the published nights were.';


--
-- Name: COLUMN evaluation.from_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.from_date IS 'First night judged.';


--
-- Name: COLUMN evaluation.to_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.to_date IS 'Last night judged.';


--
-- Name: COLUMN evaluation.quantity; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.quantity IS 'auc, brier, log_loss, calibration_error, calibration_error_if_true, calibration_slope, calibration_intercept, bin_believed, bin_found, coverage, half_width, insufficient_share, money_found, lift.';


--
-- Name: COLUMN evaluation.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.scope IS 'What it is about: records, logistic regression, a selection of counts, a bin, a policy.';


--
-- Name: COLUMN evaluation.value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.value IS 'The figure; its unit follows from the quantity (shares and ratios).';


--
-- Name: COLUMN evaluation.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.lower IS 'Lower end of its 90 % interval.';


--
-- Name: COLUMN evaluation.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.upper IS 'Upper end of its 90 % interval.';


--
-- Name: COLUMN evaluation.wanted; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.wanted IS 'What it should be, in words; null where nothing is promised.';


--
-- Name: COLUMN evaluation.records; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.evaluation.records IS 'Counts or locations it rests on.';


--
-- Name: event_type; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.event_type AS
 SELECT known.place,
    known.event_type,
    known.meaning,
    known.book,
    known.in_transit,
    known.reserved,
    known.epcis_step,
    known.document,
    known.example
   FROM ( VALUES (1,'order_placed'::text,'a customer ordered a line; its quantity is what was ordered'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'order line'::text,'source_system=web quantity=2 channel=web document_type=order document_id=o-1001 document_line=1'::text), (2,'allocation'::text,'the line was given to this location'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'order line'::text,'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (3,'reservation'::text,'units were promised to the line'::text,'nothing'::text,'nothing'::text,'quantity more on its order line'::text,NULL::text,'order line'::text,'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (4,'reservation_confirmed'::text,'the location confirmed the reservation'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'order line'::text,'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (5,'reservation_release'::text,'reserved units were set free again'::text,'nothing'::text,'nothing'::text,'quantity less on its order line'::text,NULL::text,'order line'::text,'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (6,'pick'::text,'units were taken from the shelf for the line'::text,'nothing'::text,'nothing'::text,'nothing'::text,'picking'::text,'order line'::text,'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (7,'pick_failed'::text,'the picker did not find the units, or found them damaged; reason_code says which'::text,'nothing'::text,'nothing'::text,'nothing'::text,'picking'::text,'order line'::text,'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1 reason_code=not_found'::text), (8,'substitution'::text,'another item goes to the customer; substitutes_item_id is the one ordered'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'order line'::text,'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1 substitutes_item_id=SKU-2'::text), (9,'shipment'::text,'units left for the customer'::text,'quantity leaves from_state (available where none is said)'::text,'nothing'::text,'quantity less on its order line'::text,'shipping'::text,'order line'::text,'source_system=wms quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (10,'pickup'::text,'the customer collected units of the order'::text,'quantity leaves from_state (available where none is said)'::text,'nothing'::text,'quantity less on its order line'::text,'accepting'::text,'order line'::text,'source_system=pos quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (11,'delivery'::text,'the customer received the parcel'::text,'nothing'::text,'nothing'::text,'nothing'::text,'accepting'::text,'order line'::text,'source_system=carrier quantity=2 document_type=order document_id=o-1001 document_line=1'::text), (12,'cancellation'::text,'units of the line will not be delivered; reason_code says why'::text,'nothing'::text,'nothing'::text,'quantity less on its order line'::text,NULL::text,'order line'::text,'source_system=oms quantity=2 document_type=order document_id=o-1001 document_line=1 reason_code=no_stock'::text), (13,'purchase_order'::text,'the location ordered from a supplier, counterpart_id'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'purchase order line'::text,'source_system=erp quantity=24 document_type=po document_id=po-77 document_line=1 counterpart_id=ACME'::text), (14,'po_confirmation'::text,'the supplier promised units'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'purchase order line'::text,'source_system=supplier quantity=24 document_type=po document_id=po-77 document_line=1'::text), (15,'po_change'::text,'the ordered quantity is this one now'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'purchase order line'::text,'source_system=erp quantity=12 document_type=po document_id=po-77 document_line=1'::text), (16,'asn'::text,'the supplier says what is on its way'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'despatch advice, its purchase order as parent'::text,'source_system=supplier quantity=12 document_type=asn document_id=asn-5 document_line=1'::text), (17,'receipt'::text,'goods of a supplier were taken in'::text,'quantity enters to_state (available where none is said)'::text,'nothing'::text,'nothing'::text,'receiving'::text,'purchase order line'::text,'source_system=wms quantity=12 document_type=po document_id=po-77 document_line=1 counterpart_id=ACME'::text), (18,'return_to_vendor'::text,'goods went back to the supplier'::text,'quantity leaves from_state (available where none is said)'::text,'nothing'::text,'nothing'::text,'shipping'::text,'return to the supplier'::text,'source_system=wms quantity=2 document_type=rtv document_id=rtv-3 document_line=1 counterpart_id=ACME'::text), (19,'transfer_requested'::text,'this location asked another, counterpart_id, for goods'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'transfer line'::text,'source_system=erp quantity=6 document_type=transfer document_id=t-12 document_line=1 counterpart_id=DC1'::text), (20,'transfer_approved'::text,'the transfer was allowed'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'transfer line'::text,'source_system=erp quantity=6 document_type=transfer document_id=t-12 document_line=1'::text), (21,'transfer_dispatched'::text,'gate or carrier saw the goods leave'::text,'nothing'::text,'nothing'::text,'nothing'::text,'departing'::text,'transfer line'::text,'source_system=carrier quantity=6 document_type=transfer document_id=t-12 document_line=1'::text), (22,'transfer_shipped'::text,'goods left this location for another, counterpart_id'::text,'quantity leaves from_state (available where none is said)'::text,'quantity more at counterpart_id'::text,'nothing'::text,'shipping'::text,'transfer line'::text,'source_system=wms quantity=6 document_type=transfer document_id=t-12 document_line=1 counterpart_id=S02'::text), (23,'transfer_received'::text,'goods of another location, counterpart_id, were taken in'::text,'quantity enters to_state (available where none is said)'::text,'quantity less here'::text,'nothing'::text,'receiving'::text,'transfer line'::text,'source_system=wms quantity=6 document_type=transfer document_id=t-12 document_line=1 counterpart_id=DC1'::text), (24,'return_authorized'::text,'a customer may send units back'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'return, its order as parent'::text,'source_system=oms quantity=1 document_type=rma document_id=r-9 document_line=1'::text), (25,'refund_hold'::text,'the refund waits for the goods'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'return'::text,'source_system=oms quantity=1 document_type=rma document_id=r-9 document_line=1'::text), (26,'return_received'::text,'a customer''s units came back'::text,'quantity enters available where to_state says so, else returned'::text,'nothing'::text,'nothing'::text,'receiving'::text,'return, its order as parent'::text,'source_system=wms quantity=1 document_type=rma document_id=r-9 document_line=1'::text), (27,'inspection'::text,'returned units were looked at and go to to_state'::text,'quantity goes from from_state (returned where none is said) to to_state (available where none is said)'::text,'nothing'::text,'nothing'::text,'inspecting'::text,'return'::text,'source_system=wms quantity=1 to_state=refurbish document_type=rma document_id=r-9 document_line=1'::text), (28,'refund'::text,'the customer got the money back'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,'return'::text,'source_system=oms quantity=1 document_type=rma document_id=r-9 document_line=1'::text), (29,'sale'::text,'sold over the counter'::text,'quantity leaves from_state (available where none is said)'::text,'nothing'::text,'nothing'::text,'retail_selling'::text,NULL::text,'source_system=pos quantity=1 channel=store'::text), (30,'count'::text,'quantity is what was found: of everything saleable, or of from_state alone; a count changes no book, an adjustment with its document does'::text,'nothing'::text,'nothing'::text,'nothing'::text,'cycle_counting, stock_taking where count_selection is full'::text,'count'::text,'source_system=wms quantity=17 document_type=count document_id=c-31 count_selection=cycle'::text), (31,'adjustment'::text,'the book was put right by a signed quantity; that of a count has the count''s document'::text,'signed quantity enters to_state or from_state (available where none is said); a correction of the book, a movement of goods only where feed.reason_map says physical'::text,'nothing'::text,'nothing'::text,NULL::text,'count'::text,'source_system=wms quantity=-3 document_type=count document_id=c-31 reason_code=count'::text), (32,'state_change'::text,'units changed their state'::text,'quantity goes from from_state to to_state, where the message says both'::text,'nothing'::text,'nothing'::text,'holding, stocking'::text,NULL::text,'source_system=wms quantity=2 from_state=backroom to_state=available'::text), (33,'damage'::text,'units were found damaged'::text,'quantity goes from from_state (available where none is said) to damaged'::text,'nothing'::text,'nothing'::text,NULL::text,NULL::text,'source_system=pos quantity=1'::text), (34,'write_off'::text,'units are given up'::text,'quantity leaves from_state (available where none is said)'::text,'nothing'::text,'nothing'::text,'destroying'::text,NULL::text,'source_system=wms quantity=1 from_state=damaged'::text), (35,'markdown'::text,'the price of so many units was lowered'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,NULL::text,'source_system=erp quantity=10'::text), (36,'void'::text,'withdraws the message named in corrects_event_id, whose effect is taken back; its own quantity means nothing'::text,'nothing'::text,'nothing'::text,'nothing'::text,NULL::text,NULL::text,'source_system=pos quantity=0 corrects_event_id=e-41'::text)) known(place, event_type, meaning, book, in_transit, reserved, epcis_step, document, example);


--
-- Name: VIEW event_type; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.event_type IS 'One row per value of feed.inventory_event.event_type: what it says and what it does to the books.';


--
-- Name: COLUMN event_type.place; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.place IS 'Order of the table: orders, purchases, transfers, returns, stock.';


--
-- Name: COLUMN event_type.event_type; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.event_type IS 'Value of feed.inventory_event.event_type.';


--
-- Name: COLUMN event_type.meaning; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.meaning IS 'What happened when such a message is sent.';


--
-- Name: COLUMN event_type.book; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.book IS 'What it does to the stock states of its location, in units.';


--
-- Name: COLUMN event_type.in_transit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.in_transit IS 'What it does to the units on their way, which are kept at the destination.';


--
-- Name: COLUMN event_type.reserved; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.reserved IS 'What it does to the units promised to its order line; never below zero.';


--
-- Name: COLUMN event_type.epcis_step; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.epcis_step IS 'Business step of GS1 EPCIS 2.0 (CBV 2.0) that means the same; null where there is none.';


--
-- Name: COLUMN event_type.document; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.document IS 'Document the message speaks of; null where it needs none.';


--
-- Name: COLUMN event_type.example; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.event_type.example IS 'What such a message fills beside the columns every message has, as column=value.';


--
-- Name: feed_check; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.feed_check AS
 SELECT publication.business_date,
    feed_check.place,
    feed_check.code,
    feed_check.severity,
    feed_check.source_system,
    feed_check.location_id,
    feed_check.detail,
    feed_check.numerator,
    feed_check.denominator,
    feed_check.window_from,
    feed_check.window_until,
    feed_check.sentence,
    feed_check.next_step
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.feed_check ON ((feed_check.publication_id = publication.publication_id)));


--
-- Name: VIEW feed_check; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.feed_check IS 'One row per finding: what is odd about the data of the last published night.';


--
-- Name: COLUMN feed_check.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.business_date IS 'Night it is about.';


--
-- Name: COLUMN feed_check.place; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.place IS 'Order in which to read the findings of a night.';


--
-- Name: COLUMN feed_check.code; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.code IS 'What was asked: the name of its file in sql/checks/data.';


--
-- Name: COLUMN feed_check.severity; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.severity IS 'warning: figures are wrong or missing because of it; note: few, or harmless.';


--
-- Name: COLUMN feed_check.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.source_system IS 'Source it was found in; null where sources are not asked one by one.';


--
-- Name: COLUMN feed_check.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.location_id IS 'Location it was found at; null where locations are not asked one by one.';


--
-- Name: COLUMN feed_check.detail; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.detail IS 'A word or number more: the unknown type or state, how many items, the hours, the systems.';


--
-- Name: COLUMN feed_check.numerator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.numerator IS 'Messages, items, locations or positions concerned.';


--
-- Name: COLUMN feed_check.denominator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.denominator IS 'Those that were asked.';


--
-- Name: COLUMN feed_check.window_from; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.window_from IS 'Messages that arrived after this were asked; null: all, or no messages.';


--
-- Name: COLUMN feed_check.window_until; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.window_until IS 'Cut-off up to which was asked.';


--
-- Name: COLUMN feed_check.sentence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.sentence IS 'The finding in words.';


--
-- Name: COLUMN feed_check.next_step; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check.next_step IS 'What to do.';


--
-- Name: feed_check_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.feed_check_history AS
 SELECT kept_publication.business_date,
    feed_check.place,
    feed_check.code,
    feed_check.severity,
    feed_check.source_system,
    feed_check.location_id,
    feed_check.detail,
    feed_check.numerator,
    feed_check.denominator,
    feed_check.window_from,
    feed_check.window_until,
    feed_check.sentence,
    feed_check.next_step
   FROM (trueup.feed_check
     JOIN trueup.kept_publication ON ((kept_publication.publication_id = feed_check.publication_id)));


--
-- Name: VIEW feed_check_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.feed_check_history IS 'One row per finding x publication: what is odd about the data of a night. Every kept night.';


--
-- Name: COLUMN feed_check_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN feed_check_history.place; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.place IS 'Order in which to read the findings of a night.';


--
-- Name: COLUMN feed_check_history.code; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.code IS 'What was asked: the name of its file in sql/checks/data.';


--
-- Name: COLUMN feed_check_history.severity; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.severity IS 'warning: figures are wrong or missing because of it; note: few, or harmless.';


--
-- Name: COLUMN feed_check_history.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.source_system IS 'Source it was found in; null where sources are not asked one by one.';


--
-- Name: COLUMN feed_check_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.location_id IS 'Location it was found at; null where locations are not asked one by one.';


--
-- Name: COLUMN feed_check_history.detail; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.detail IS 'A word or number more: the unknown type or state, how many items, the hours, the systems.';


--
-- Name: COLUMN feed_check_history.numerator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.numerator IS 'Messages, items, locations or positions concerned.';


--
-- Name: COLUMN feed_check_history.denominator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.denominator IS 'Those that were asked.';


--
-- Name: COLUMN feed_check_history.window_from; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.window_from IS 'Messages that arrived after this were asked; null: all, or no messages.';


--
-- Name: COLUMN feed_check_history.window_until; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.window_until IS 'Cut-off up to which was asked.';


--
-- Name: COLUMN feed_check_history.sentence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.sentence IS 'The finding in words.';


--
-- Name: COLUMN feed_check_history.next_step; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_check_history.next_step IS 'What to do.';


--
-- Name: feed_rhythm; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.feed_rhythm AS
 SELECT publication.business_date,
    feed_rhythm.location_id,
    feed_rhythm.source_system,
    feed_rhythm.message_class,
    feed_rhythm.nights,
    feed_rhythm.deliveries,
    feed_rhythm.last_delivery,
    feed_rhythm.usual_wait,
    feed_rhythm.waited,
    feed_rhythm.wait_chance,
    feed_rhythm.expected_by,
    feed_rhythm.unrecorded_days,
    feed_rhythm.status
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.feed_rhythm ON ((feed_rhythm.publication_id = publication.publication_id)));


--
-- Name: VIEW feed_rhythm; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.feed_rhythm IS 'One row per location x source x class of messages. The last published night.';


--
-- Name: COLUMN feed_rhythm.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.business_date IS 'Night it is about.';


--
-- Name: COLUMN feed_rhythm.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.location_id IS 'Location.';


--
-- Name: COLUMN feed_rhythm.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.source_system IS 'Source.';


--
-- Name: COLUMN feed_rhythm.message_class; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.message_class IS 'What its messages tell: sales, receipts, transfers in, transfers out, returns, corrections, counts, orders or purchasing.';


--
-- Name: COLUMN feed_rhythm.nights; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.nights IS 'The last 56 nights, the newest last: 1 where anything was recorded between the cut-off before and that of the night. Such a night is one delivery, however many messages it brought.';


--
-- Name: COLUMN feed_rhythm.deliveries; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.deliveries IS 'How many of these nights brought anything.';


--
-- Name: COLUMN feed_rhythm.last_delivery; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.last_delivery IS 'Night of the newest delivery.';


--
-- Name: COLUMN feed_rhythm.usual_wait; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.usual_wait IS 'Median sending nights from one delivery to the next. Sending nights are those of weekdays on which the feed ever delivered (or that the job file states), but for days on which the location is closed.';


--
-- Name: COLUMN feed_rhythm.waited; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.waited IS 'Sending nights since the newest delivery.';


--
-- Name: COLUMN feed_rhythm.wait_chance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.wait_chance IS 'Chance that a feed in order makes wait longer than that, from its own waits and those of its source at other locations.';


--
-- Name: COLUMN feed_rhythm.expected_by; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.expected_by IS 'First night by which a delivery is more likely than not.';


--
-- Name: COLUMN feed_rhythm.unrecorded_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.unrecorded_days IS 'Days of the location''s movements of this class that the cut-off finds not recorded yet; 0 for classes that move nothing.';


--
-- Name: COLUMN feed_rhythm.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.feed_rhythm.status IS 'silent where wait_chance is below 0.001 and the job file''s error_after has passed, late below 0.05 and warn_after, else fresh.';


--
-- Name: freshness; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.freshness AS
 SELECT publication.business_date,
    freshness.location_id,
    freshness.source_system,
    freshness.last_recorded_at,
    freshness.age_hours,
    freshness.status,
    freshness.expected_by,
    freshness.resends
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.freshness ON ((freshness.publication_id = publication.publication_id)));


--
-- Name: VIEW freshness; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.freshness IS 'One row per source x location x publication. The last published night.';


--
-- Name: COLUMN freshness.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.business_date IS 'Night it is about.';


--
-- Name: COLUMN freshness.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.location_id IS 'Location.';


--
-- Name: COLUMN freshness.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.source_system IS 'Source.';


--
-- Name: COLUMN freshness.last_recorded_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.last_recorded_at IS 'Latest record time seen.';


--
-- Name: COLUMN freshness.age_hours; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.age_hours IS 'Hours from then to the cut-off.';


--
-- Name: COLUMN freshness.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.status IS 'fresh, late or silent: the worst of its classes, see feed_rhythm. A source is in its own rhythm or not; between its deliveries nothing is late.';


--
-- Name: COLUMN freshness.expected_by; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.expected_by IS 'First night by which a delivery is more likely than not: the earliest of its classes, see feed_rhythm.';


--
-- Name: COLUMN freshness.resends; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness.resends IS 'Messages since go-live that repeat another of this source and location under a new id; counted once.';


--
-- Name: freshness_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.freshness_history AS
 SELECT readable_publication.business_date,
    freshness.location_id,
    freshness.source_system,
    freshness.last_recorded_at,
    freshness.age_hours,
    freshness.status,
    freshness.expected_by,
    freshness.resends
   FROM (trueup.freshness
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = freshness.publication_id)));


--
-- Name: VIEW freshness_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.freshness_history IS 'One row per source x location x publication. Every kept night.';


--
-- Name: COLUMN freshness_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN freshness_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.location_id IS 'Location.';


--
-- Name: COLUMN freshness_history.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.source_system IS 'Source.';


--
-- Name: COLUMN freshness_history.last_recorded_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.last_recorded_at IS 'Latest record time seen.';


--
-- Name: COLUMN freshness_history.age_hours; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.age_hours IS 'Hours from then to the cut-off.';


--
-- Name: COLUMN freshness_history.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.status IS 'fresh, late or silent: the worst of its classes, see feed_rhythm. A source is in its own rhythm or not; between its deliveries nothing is late.';


--
-- Name: COLUMN freshness_history.expected_by; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.expected_by IS 'First night by which a delivery is more likely than not: the earliest of its classes, see feed_rhythm.';


--
-- Name: COLUMN freshness_history.resends; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.freshness_history.resends IS 'Messages since go-live that repeat another of this source and location under a new id; counted once.';


--
-- Name: group_confidence; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.group_confidence AS
 SELECT publication.business_date,
    group_confidence.scope,
    group_confidence.scope_id,
    group_confidence.locations,
    group_confidence.confidence,
    group_confidence.lower,
    group_confidence.upper,
    group_confidence.by_unit,
    group_confidence.by_value,
    group_confidence.by_demand,
    group_confidence.items_scored,
    group_confidence.unscored_share,
    group_confidence.stale_share,
    group_confidence.counts_90d,
    group_confidence.random_counts_90d,
    group_confidence.value_at_risk,
    group_confidence.change_7d,
    group_confidence.change_28d,
    group_confidence.driver,
    group_confidence.driver_share,
    group_confidence.driver_2,
    group_confidence.driver_2_share,
    group_confidence.driver_3,
    group_confidence.driver_3_share,
    group_confidence.status
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.group_confidence ON ((group_confidence.publication_id = publication.publication_id)));


--
-- Name: VIEW group_confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.group_confidence IS 'One row per region, channel or kind of node x publication: how far the records behind its demand can be trusted. The last published night.';


--
-- Name: COLUMN group_confidence.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.business_date IS 'Night it is about.';


--
-- Name: COLUMN group_confidence.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.scope IS 'region, channel or kind.';


--
-- Name: COLUMN group_confidence.scope_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.scope_id IS 'Region, channel or kind of node.';


--
-- Name: COLUMN group_confidence.locations; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.locations IS 'Locations with records that served it in 90 days.';


--
-- Name: COLUMN group_confidence.confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.confidence IS 'Share of records believed exact, 0 to 1: mean of the locations weighted by the demand they served.';


--
-- Name: COLUMN group_confidence.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.lower IS '5 % quantile.';


--
-- Name: COLUMN group_confidence.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.upper IS '95 % quantile.';


--
-- Name: COLUMN group_confidence.by_unit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.by_unit IS 'The same with records weighted by units in the book within each location.';


--
-- Name: COLUMN group_confidence.by_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.by_value IS 'The same with records weighted by value at cost within each location.';


--
-- Name: COLUMN group_confidence.by_demand; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.by_demand IS 'The same with records weighted by units sold a day within each location.';


--
-- Name: COLUMN group_confidence.items_scored; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.items_scored IS 'Positions scored.';


--
-- Name: COLUMN group_confidence.unscored_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.unscored_share IS 'Share of its records without a score, weighted as the confidence is.';


--
-- Name: COLUMN group_confidence.stale_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.stale_share IS 'Share of its records whose score a silent feed makes old, weighted as the confidence is.';


--
-- Name: COLUMN group_confidence.counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.counts_90d IS 'Counts of the last 90 days.';


--
-- Name: COLUMN group_confidence.random_counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.random_counts_90d IS 'Of these, drawn with a known probability.';


--
-- Name: COLUMN group_confidence.value_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.value_at_risk IS 'Sum over its records, in the currency of its locations; null for channels, which stock is not split by.';


--
-- Name: COLUMN group_confidence.change_7d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.change_7d IS 'Change over seven days.';


--
-- Name: COLUMN group_confidence.change_28d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.change_28d IS 'Change over 28 days.';


--
-- Name: COLUMN group_confidence.driver; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.driver IS 'What most of the expected wrong records come from: a class of evidence, a known difference, or movements not recorded yet.';


--
-- Name: COLUMN group_confidence.driver_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.driver_share IS 'Its share of the expected wrong records, 0 to 1.';


--
-- Name: COLUMN group_confidence.driver_2; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.driver_2 IS 'The next.';


--
-- Name: COLUMN group_confidence.driver_2_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence.driver_3; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.driver_3 IS 'The next.';


--
-- Name: COLUMN group_confidence.driver_3_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: group_confidence_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.group_confidence_history AS
 SELECT readable_publication.business_date,
    group_confidence.scope,
    group_confidence.scope_id,
    group_confidence.locations,
    group_confidence.confidence,
    group_confidence.lower,
    group_confidence.upper,
    group_confidence.by_unit,
    group_confidence.by_value,
    group_confidence.by_demand,
    group_confidence.items_scored,
    group_confidence.unscored_share,
    group_confidence.stale_share,
    group_confidence.counts_90d,
    group_confidence.random_counts_90d,
    group_confidence.value_at_risk,
    group_confidence.change_7d,
    group_confidence.change_28d,
    group_confidence.driver,
    group_confidence.driver_share,
    group_confidence.driver_2,
    group_confidence.driver_2_share,
    group_confidence.driver_3,
    group_confidence.driver_3_share,
    group_confidence.status
   FROM (trueup.group_confidence
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = group_confidence.publication_id)));


--
-- Name: VIEW group_confidence_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.group_confidence_history IS 'One row per region, channel or kind of node x publication: how far the records behind its demand can be trusted. Every kept night.';


--
-- Name: COLUMN group_confidence_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN group_confidence_history.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.scope IS 'region, channel or kind.';


--
-- Name: COLUMN group_confidence_history.scope_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.scope_id IS 'Region, channel or kind of node.';


--
-- Name: COLUMN group_confidence_history.locations; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.locations IS 'Locations with records that served it in 90 days.';


--
-- Name: COLUMN group_confidence_history.confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.confidence IS 'Share of records believed exact, 0 to 1: mean of the locations weighted by the demand they served.';


--
-- Name: COLUMN group_confidence_history.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.lower IS '5 % quantile.';


--
-- Name: COLUMN group_confidence_history.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.upper IS '95 % quantile.';


--
-- Name: COLUMN group_confidence_history.by_unit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.by_unit IS 'The same with records weighted by units in the book within each location.';


--
-- Name: COLUMN group_confidence_history.by_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.by_value IS 'The same with records weighted by value at cost within each location.';


--
-- Name: COLUMN group_confidence_history.by_demand; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.by_demand IS 'The same with records weighted by units sold a day within each location.';


--
-- Name: COLUMN group_confidence_history.items_scored; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.items_scored IS 'Positions scored.';


--
-- Name: COLUMN group_confidence_history.unscored_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.unscored_share IS 'Share of its records without a score, weighted as the confidence is.';


--
-- Name: COLUMN group_confidence_history.stale_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.stale_share IS 'Share of its records whose score a silent feed makes old, weighted as the confidence is.';


--
-- Name: COLUMN group_confidence_history.counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.counts_90d IS 'Counts of the last 90 days.';


--
-- Name: COLUMN group_confidence_history.random_counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.random_counts_90d IS 'Of these, drawn with a known probability.';


--
-- Name: COLUMN group_confidence_history.value_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.value_at_risk IS 'Sum over its records, in the currency of its locations; null for channels, which stock is not split by.';


--
-- Name: COLUMN group_confidence_history.change_7d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.change_7d IS 'Change over seven days.';


--
-- Name: COLUMN group_confidence_history.change_28d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.change_28d IS 'Change over 28 days.';


--
-- Name: COLUMN group_confidence_history.driver; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.driver IS 'Class of evidence that carries most of the expected error events.';


--
-- Name: COLUMN group_confidence_history.driver_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.driver_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence_history.driver_2; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.driver_2 IS 'The next.';


--
-- Name: COLUMN group_confidence_history.driver_2_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence_history.driver_3; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.driver_3 IS 'The next.';


--
-- Name: COLUMN group_confidence_history.driver_3_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN group_confidence_history.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_confidence_history.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: group_member; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.group_member AS
 SELECT publication.business_date,
    group_member.scope,
    group_member.scope_id,
    group_member.location_id,
    group_member.weight
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.group_member ON ((group_member.publication_id = publication.publication_id)));


--
-- Name: VIEW group_member; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.group_member IS 'One row per region, channel or kind of node x location x publication: what the location weighs. The last published night.';


--
-- Name: COLUMN group_member.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member.business_date IS 'Night it is about.';


--
-- Name: COLUMN group_member.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member.scope IS 'region, channel or kind.';


--
-- Name: COLUMN group_member.scope_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member.scope_id IS 'Region, channel or kind of node.';


--
-- Name: COLUMN group_member.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member.location_id IS 'Location.';


--
-- Name: COLUMN group_member.weight; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member.weight IS 'Share of the group''s demand that it served: units sold, for channels order lines of 90 days; by records where none served any.';


--
-- Name: group_member_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.group_member_history AS
 SELECT readable_publication.business_date,
    group_member.scope,
    group_member.scope_id,
    group_member.location_id,
    group_member.weight
   FROM (trueup.group_member
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = group_member.publication_id)));


--
-- Name: VIEW group_member_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.group_member_history IS 'One row per region, channel or kind of node x location x publication: what the location weighs. Every kept night.';


--
-- Name: COLUMN group_member_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN group_member_history.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member_history.scope IS 'region, channel or kind.';


--
-- Name: COLUMN group_member_history.scope_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member_history.scope_id IS 'Region, channel or kind of node.';


--
-- Name: COLUMN group_member_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member_history.location_id IS 'Location.';


--
-- Name: COLUMN group_member_history.weight; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.group_member_history.weight IS 'Share of the group''s demand that it served: units sold, for channels order lines of 90 days; by records where none served any.';


--
-- Name: item_confidence; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.item_confidence AS
 SELECT publication.business_date,
    item_confidence.location_id,
    item_confidence.item_id,
    item_confidence.book_qty,
    item_confidence.settled_book_qty,
    item_confidence.p_exact,
    item_confidence.p_exact_settled,
    item_confidence.p_within_tolerance,
    item_confidence.p_phantom,
    item_confidence.p_shelf_empty,
    item_confidence.expected_qty,
    item_confidence.qty_p05,
    item_confidence.qty_p50,
    item_confidence.qty_p95,
    item_confidence.expected_error,
    item_confidence.value_at_risk,
    item_confidence.atp_safe_qty,
    item_confidence.unrecorded_qty,
    item_confidence.last_counted_at,
    item_confidence.exposure,
    item_confidence.zero_sale_days,
    item_confidence.failed_picks,
    item_confidence.driver_1,
    item_confidence.driver_1_share,
    item_confidence.driver_2,
    item_confidence.driver_2_share,
    item_confidence.driver_3,
    item_confidence.driver_3_share,
    item_confidence.recommended_action,
    item_confidence.change,
    item_confidence.status,
    item_confidence.driver_1_sd,
    item_confidence.driver_2_sd,
    item_confidence.driver_3_sd,
    publication.model_id,
    item_confidence.known_error_qty,
    item_confidence.adjusted_qty,
    item_confidence.change_cause,
    item_confidence.p_in_stock,
    item_confidence.unrecorded_movements,
    item_confidence.p_exact_recorded
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.item_confidence ON ((item_confidence.publication_id = publication.publication_id)));


--
-- Name: VIEW item_confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.item_confidence IS 'One row per location x item x publication: how far one record can be trusted. The last published night.';


--
-- Name: COLUMN item_confidence.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.business_date IS 'Night it is about.';


--
-- Name: COLUMN item_confidence.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.location_id IS 'Location.';


--
-- Name: COLUMN item_confidence.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.item_id IS 'Item.';


--
-- Name: COLUMN item_confidence.book_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.book_qty IS 'Saleable book by record time at the cut-off, units.';


--
-- Name: COLUMN item_confidence.settled_book_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.settled_book_qty IS 'Saleable book by event time at the cut-off, units.';


--
-- Name: COLUMN item_confidence.p_exact; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_exact IS 'Probability that the book by record time equals what is there, 0 to 1.';


--
-- Name: COLUMN item_confidence.p_exact_settled; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_exact_settled IS 'Probability that the book by event time equals what is there, 0 to 1.';


--
-- Name: COLUMN item_confidence.p_within_tolerance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_within_tolerance IS 'Probability that the error is within the tolerance, 0 to 1.';


--
-- Name: COLUMN item_confidence.p_phantom; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_phantom IS 'Probability that nothing is there while the book says more than 0.';


--
-- Name: COLUMN item_confidence.p_shelf_empty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_shelf_empty IS 'Probability that none is on the shelf; null until shelf evidence is used.';


--
-- Name: COLUMN item_confidence.expected_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.expected_qty IS 'Expected quantity really there, units.';


--
-- Name: COLUMN item_confidence.qty_p05; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.qty_p05 IS '5 % quantile of the quantity really there, units.';


--
-- Name: COLUMN item_confidence.qty_p50; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.qty_p50 IS 'Median of the quantity really there, units.';


--
-- Name: COLUMN item_confidence.qty_p95; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.qty_p95 IS '95 % quantile of the quantity really there, units.';


--
-- Name: COLUMN item_confidence.expected_error; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.expected_error IS 'Expected size of the error regardless of its sign, units.';


--
-- Name: COLUMN item_confidence.value_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.value_at_risk IS 'Loss expected over the horizon if nobody counts, location''s currency: margin of sales lost to phantoms, cancellations of promises that cannot be kept, and the cost of holding what is hidden or missing. The most that a count can avert; the worth of a recount holds the money on the books that it puts right beside.';


--
-- Name: COLUMN item_confidence.atp_safe_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.atp_safe_qty IS 'Units that can be promised at the configured risk.';


--
-- Name: COLUMN item_confidence.unrecorded_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.unrecorded_qty IS 'Units expected to have moved and not been recorded yet, sum of absolute sizes.';


--
-- Name: COLUMN item_confidence.last_counted_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.last_counted_at IS 'Event time of the last count.';


--
-- Name: COLUMN item_confidence.exposure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.exposure IS 'Expected error events since the anchor.';


--
-- Name: COLUMN item_confidence.zero_sale_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.zero_sale_days IS 'Whole days since the last sale.';


--
-- Name: COLUMN item_confidence.failed_picks; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.failed_picks IS 'Failed picks since the anchor.';


--
-- Name: COLUMN item_confidence.driver_1; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_1 IS 'Where the doubt comes from: a known difference where there is one (what was counted last and moved since is not what the book says, see known_error_qty), else what has the largest share: a class of evidence, or movements not recorded yet.';


--
-- Name: COLUMN item_confidence.driver_1_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_1_share IS 'Its share of the chance that the book is wrong, 0 to 1. Of 1 - p_exact, what a book would have that agrees with the last count and the movements since goes by the shares of the classes of evidence in the expected error events; what the known difference adds to it and what movements not recorded yet add are drivers of their own. All shares of a record sum to 1.';


--
-- Name: COLUMN item_confidence.driver_2; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_2 IS 'The next.';


--
-- Name: COLUMN item_confidence.driver_2_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN item_confidence.driver_3; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_3 IS 'The next.';


--
-- Name: COLUMN item_confidence.driver_3_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN item_confidence.recommended_action; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.recommended_action IS 'trust, wait_for_feed, buffer, count, fix_process or hold_promise.';


--
-- Name: COLUMN item_confidence.change; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.change IS 'p_exact less that of the night before.';


--
-- Name: COLUMN item_confidence.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: COLUMN item_confidence.driver_1_sd; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_1_sd IS 'Posterior standard deviation of driver_1_share; null for a known difference and for movements not recorded yet.';


--
-- Name: COLUMN item_confidence.driver_2_sd; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_2_sd IS 'Posterior standard deviation of driver_2_share; null for movements not recorded yet.';


--
-- Name: COLUMN item_confidence.driver_3_sd; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.driver_3_sd IS 'Posterior standard deviation of driver_3_share; null for movements not recorded yet.';


--
-- Name: COLUMN item_confidence.model_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.model_id IS 'trueup_v1.model that scored it.';


--
-- Name: COLUMN item_confidence.known_error_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.known_error_qty IS 'What the last count (or the opening book) and the movements since say is there, less the book by record time, units.';


--
-- Name: COLUMN item_confidence.adjusted_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.adjusted_qty IS 'Corrections of the book recorded since the anchor, units.';


--
-- Name: COLUMN item_confidence.change_cause; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.change_cause IS 'Layer that moved p_exact most since the night before: count, movements (time among them), adjustment, model or late_data. Layers are taken back in the order model, late_data, adjustment; the rest is the count or the movements.';


--
-- Name: COLUMN item_confidence.p_in_stock; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_in_stock IS 'Probability that something is there, 0 to 1.';


--
-- Name: COLUMN item_confidence.unrecorded_movements; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.unrecorded_movements IS 'Expected movements before the cut-off that are not recorded yet, of the kinds that the location''s feeds send. They are part of the law of what is there: p_exact, p_within_tolerance, expected_qty and the quantiles know them.';


--
-- Name: COLUMN item_confidence.p_exact_recorded; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence.p_exact_recorded IS 'Probability that the book will be exact once every movement before the cut-off is recorded, 0 to 1; what a count the day after compares with.';


--
-- Name: item_confidence_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.item_confidence_history AS
 SELECT readable_publication.business_date,
    item_confidence.location_id,
    item_confidence.item_id,
    item_confidence.book_qty,
    item_confidence.settled_book_qty,
    item_confidence.p_exact,
    item_confidence.p_exact_settled,
    item_confidence.p_within_tolerance,
    item_confidence.p_phantom,
    item_confidence.p_shelf_empty,
    item_confidence.expected_qty,
    item_confidence.qty_p05,
    item_confidence.qty_p50,
    item_confidence.qty_p95,
    item_confidence.expected_error,
    item_confidence.value_at_risk,
    item_confidence.atp_safe_qty,
    item_confidence.unrecorded_qty,
    item_confidence.last_counted_at,
    item_confidence.exposure,
    item_confidence.zero_sale_days,
    item_confidence.failed_picks,
    item_confidence.driver_1,
    item_confidence.driver_1_share,
    item_confidence.driver_2,
    item_confidence.driver_2_share,
    item_confidence.driver_3,
    item_confidence.driver_3_share,
    item_confidence.recommended_action,
    item_confidence.change,
    item_confidence.status,
    item_confidence.driver_1_sd,
    item_confidence.driver_2_sd,
    item_confidence.driver_3_sd,
    readable_publication.model_id,
    item_confidence.known_error_qty,
    item_confidence.adjusted_qty,
    item_confidence.change_cause,
    item_confidence.p_in_stock,
    item_confidence.unrecorded_movements,
    item_confidence.p_exact_recorded
   FROM (trueup.item_confidence
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = item_confidence.publication_id)));


--
-- Name: VIEW item_confidence_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.item_confidence_history IS 'One row per location x item x publication: how far one record can be trusted. Every kept night.';


--
-- Name: COLUMN item_confidence_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN item_confidence_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.location_id IS 'Location.';


--
-- Name: COLUMN item_confidence_history.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.item_id IS 'Item.';


--
-- Name: COLUMN item_confidence_history.book_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.book_qty IS 'Saleable book by record time at the cut-off, units.';


--
-- Name: COLUMN item_confidence_history.settled_book_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.settled_book_qty IS 'Saleable book by event time at the cut-off, units.';


--
-- Name: COLUMN item_confidence_history.p_exact; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_exact IS 'Probability that the book by record time equals what is there, 0 to 1.';


--
-- Name: COLUMN item_confidence_history.p_exact_settled; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_exact_settled IS 'Probability that the book by event time equals what is there, 0 to 1.';


--
-- Name: COLUMN item_confidence_history.p_within_tolerance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_within_tolerance IS 'Probability that the error is within the tolerance, 0 to 1.';


--
-- Name: COLUMN item_confidence_history.p_phantom; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_phantom IS 'Probability that nothing is there while the book says more than 0.';


--
-- Name: COLUMN item_confidence_history.p_shelf_empty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_shelf_empty IS 'Probability that none is on the shelf; null until shelf evidence is used.';


--
-- Name: COLUMN item_confidence_history.expected_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.expected_qty IS 'Expected quantity really there, units.';


--
-- Name: COLUMN item_confidence_history.qty_p05; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.qty_p05 IS '5 % quantile of the quantity really there, units.';


--
-- Name: COLUMN item_confidence_history.qty_p50; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.qty_p50 IS 'Median of the quantity really there, units.';


--
-- Name: COLUMN item_confidence_history.qty_p95; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.qty_p95 IS '95 % quantile of the quantity really there, units.';


--
-- Name: COLUMN item_confidence_history.expected_error; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.expected_error IS 'Expected size of the error regardless of its sign, units.';


--
-- Name: COLUMN item_confidence_history.value_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.value_at_risk IS 'Loss expected over the horizon if nobody counts, location''s currency: margin of sales lost to phantoms, cancellations of promises that cannot be kept, and the cost of holding what is hidden or missing. The most that a count can avert; the worth of a recount holds the money on the books that it puts right beside.';


--
-- Name: COLUMN item_confidence_history.atp_safe_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.atp_safe_qty IS 'Units that can be promised at the configured risk.';


--
-- Name: COLUMN item_confidence_history.unrecorded_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.unrecorded_qty IS 'Units expected to have moved and not been recorded yet, sum of absolute sizes.';


--
-- Name: COLUMN item_confidence_history.last_counted_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.last_counted_at IS 'Event time of the last count.';


--
-- Name: COLUMN item_confidence_history.exposure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.exposure IS 'Expected error events since the anchor.';


--
-- Name: COLUMN item_confidence_history.zero_sale_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.zero_sale_days IS 'Whole days since the last sale.';


--
-- Name: COLUMN item_confidence_history.failed_picks; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.failed_picks IS 'Failed picks since the anchor.';


--
-- Name: COLUMN item_confidence_history.driver_1; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_1 IS 'Where the doubt comes from: a known difference where there is one (what was counted last and moved since is not what the book says, see known_error_qty), else what has the largest share: a class of evidence, or movements not recorded yet.';


--
-- Name: COLUMN item_confidence_history.driver_1_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_1_share IS 'Its share of the chance that the book is wrong, 0 to 1. Of 1 - p_exact, what a book would have that agrees with the last count and the movements since goes by the shares of the classes of evidence in the expected error events; what the known difference adds to it and what movements not recorded yet add are drivers of their own. All shares of a record sum to 1.';


--
-- Name: COLUMN item_confidence_history.driver_2; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_2 IS 'The next.';


--
-- Name: COLUMN item_confidence_history.driver_2_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN item_confidence_history.driver_3; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_3 IS 'The next.';


--
-- Name: COLUMN item_confidence_history.driver_3_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN item_confidence_history.recommended_action; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.recommended_action IS 'trust, wait_for_feed, buffer, count, fix_process or hold_promise.';


--
-- Name: COLUMN item_confidence_history.change; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.change IS 'p_exact less that of the night before.';


--
-- Name: COLUMN item_confidence_history.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: COLUMN item_confidence_history.driver_1_sd; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_1_sd IS 'Posterior standard deviation of driver_1_share; null for a known difference and for movements not recorded yet.';


--
-- Name: COLUMN item_confidence_history.driver_2_sd; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_2_sd IS 'Posterior standard deviation of driver_2_share; null for movements not recorded yet.';


--
-- Name: COLUMN item_confidence_history.driver_3_sd; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.driver_3_sd IS 'Posterior standard deviation of driver_3_share; null for movements not recorded yet.';


--
-- Name: COLUMN item_confidence_history.model_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.model_id IS 'trueup_v1.model that scored it.';


--
-- Name: COLUMN item_confidence_history.known_error_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.known_error_qty IS 'What the last count (or the opening book) and the movements since say is there, less the book by record time, units.';


--
-- Name: COLUMN item_confidence_history.adjusted_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.adjusted_qty IS 'Corrections of the book recorded since the anchor, units.';


--
-- Name: COLUMN item_confidence_history.change_cause; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.change_cause IS 'Layer that moved p_exact most since the night before: count, movements (time among them), adjustment, model or late_data. Layers are taken back in the order model, late_data, adjustment; the rest is the count or the movements.';


--
-- Name: COLUMN item_confidence_history.p_in_stock; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_in_stock IS 'Probability that something is there, 0 to 1.';


--
-- Name: COLUMN item_confidence_history.unrecorded_movements; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.unrecorded_movements IS 'Expected movements before the cut-off that are not recorded yet, of the kinds that the location''s feeds send. They are part of the law of what is there: p_exact, p_within_tolerance, expected_qty and the quantiles know them.';


--
-- Name: COLUMN item_confidence_history.p_exact_recorded; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.item_confidence_history.p_exact_recorded IS 'Probability that the book will be exact once every movement before the cut-off is recorded, 0 to 1; what a count the day after compares with.';


--
-- Name: latency_sketch; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.latency_sketch AS
 SELECT newest.business_date,
    newest.location_id,
    newest.source_system,
    newest.event_type,
    newest.day,
    newest.buckets,
    newest.events,
    newest.zero_count,
    newest.preposted_count,
    newest.day_precision_count,
    newest.arrival_delay
   FROM ( SELECT DISTINCT ON (latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day) kept_publication.business_date,
            latency_sketch.location_id,
            latency_sketch.source_system,
            latency_sketch.event_type,
            latency_sketch.day,
            latency_sketch.buckets,
            latency_sketch.events,
            latency_sketch.zero_count,
            latency_sketch.preposted_count,
            latency_sketch.day_precision_count,
            latency_sketch.arrival_delay
           FROM (trueup.latency_sketch
             JOIN trueup.kept_publication ON ((kept_publication.publication_id = latency_sketch.publication_id)))
          ORDER BY latency_sketch.location_id, latency_sketch.source_system, latency_sketch.event_type, latency_sketch.day, kept_publication.business_date DESC) newest
  WHERE (newest.events <> 0);


--
-- Name: VIEW latency_sketch; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.latency_sketch IS 'One row per location x source x event type x local day of the event: how late messages were. As the last night that changed it left it.';


--
-- Name: COLUMN latency_sketch.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.business_date IS 'Night that computed it.';


--
-- Name: COLUMN latency_sketch.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.location_id IS 'Location.';


--
-- Name: COLUMN latency_sketch.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.source_system IS 'Source.';


--
-- Name: COLUMN latency_sketch.event_type; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.event_type IS 'Event type.';


--
-- Name: COLUMN latency_sketch.day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.day IS 'Local day of the event.';


--
-- Name: COLUMN latency_sketch.buckets; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.buckets IS 'DDSketch of record_time - event_time in microseconds, 1 % relative error: per bucket big-endian int16 index and int32 count.';


--
-- Name: COLUMN latency_sketch.events; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.events IS 'Messages, those without a delay among them.';


--
-- Name: COLUMN latency_sketch.zero_count; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.zero_count IS 'Messages recorded in the microsecond they happened.';


--
-- Name: COLUMN latency_sketch.preposted_count; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.preposted_count IS 'Messages recorded before they happened.';


--
-- Name: COLUMN latency_sketch.day_precision_count; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.day_precision_count IS 'Messages whose time is known to the day only; not in the buckets.';


--
-- Name: COLUMN latency_sketch.arrival_delay; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.latency_sketch.arrival_delay IS 'Sum of ingested_at - record_time, milliseconds.';


--
-- Name: location_confidence; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.location_confidence AS
 SELECT publication.business_date,
    location_confidence.location_id,
    location_confidence.confidence,
    location_confidence.lower,
    location_confidence.upper,
    location_confidence.by_unit,
    location_confidence.by_value,
    location_confidence.by_demand,
    location_confidence.items_scored,
    location_confidence.counts_90d,
    location_confidence.random_counts_90d,
    location_confidence.value_at_risk,
    location_confidence.change_7d,
    location_confidence.driver,
    location_confidence.driver_share,
    location_confidence.feed_age_hours,
    location_confidence.silent_source,
    location_confidence.status,
    location_confidence.unrecorded_share,
    location_confidence.silent_days,
    location_confidence.change_28d,
    location_confidence.driver_2,
    location_confidence.driver_2_share,
    location_confidence.driver_3,
    location_confidence.driver_3_share,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'exact'::text))) AS accuracy_exact,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'within_tolerance'::text))) AS accuracy_within_tolerance,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'within_tolerance_by_value'::text))) AS accuracy_within_tolerance_by_value,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'net_units'::text))) AS accuracy_net_units,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'net_value'::text))) AS accuracy_net_value,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'absolute_units'::text))) AS accuracy_absolute_units,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'absolute_value'::text))) AS accuracy_absolute_value,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'in_stock'::text))) AS accuracy_in_stock
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.location_confidence ON ((location_confidence.publication_id = publication.publication_id)));


--
-- Name: VIEW location_confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.location_confidence IS 'One row per location x publication: how far its records can be trusted. The last published night.';


--
-- Name: COLUMN location_confidence.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.business_date IS 'Night it is about.';


--
-- Name: COLUMN location_confidence.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.location_id IS 'Location.';


--
-- Name: COLUMN location_confidence.confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.confidence IS 'Share of its records believed exact, 0 to 1.';


--
-- Name: COLUMN location_confidence.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.lower IS '5 % quantile.';


--
-- Name: COLUMN location_confidence.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.upper IS '95 % quantile.';


--
-- Name: COLUMN location_confidence.by_unit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.by_unit IS 'The same weighted by units in the book.';


--
-- Name: COLUMN location_confidence.by_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.by_value IS 'The same weighted by value at cost.';


--
-- Name: COLUMN location_confidence.by_demand; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.by_demand IS 'The same weighted by units sold a day.';


--
-- Name: COLUMN location_confidence.items_scored; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.items_scored IS 'Positions scored.';


--
-- Name: COLUMN location_confidence.counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.counts_90d IS 'Counts of the last 90 days.';


--
-- Name: COLUMN location_confidence.random_counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.random_counts_90d IS 'Of these, drawn with a known probability.';


--
-- Name: COLUMN location_confidence.value_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.value_at_risk IS 'Sum over its records, location''s currency.';


--
-- Name: COLUMN location_confidence.change_7d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.change_7d IS 'Change over seven days.';


--
-- Name: COLUMN location_confidence.driver; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.driver IS 'What most of the expected wrong records come from: a class of evidence, a known difference, or movements not recorded yet.';


--
-- Name: COLUMN location_confidence.driver_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.driver_share IS 'Its share of the expected wrong records, 0 to 1.';


--
-- Name: COLUMN location_confidence.feed_age_hours; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.feed_age_hours IS 'Hours from the last message recorded to the cut-off, of the most silent source.';


--
-- Name: COLUMN location_confidence.silent_source; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.silent_source IS 'That source, when it is late.';


--
-- Name: COLUMN location_confidence.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: COLUMN location_confidence.unrecorded_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.unrecorded_share IS 'Messages per movement that a cut-off finds not recorded yet, from the past four weeks.';


--
-- Name: COLUMN location_confidence.silent_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.silent_days IS 'Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.';


--
-- Name: COLUMN location_confidence.change_28d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.change_28d IS 'Change over 28 days.';


--
-- Name: COLUMN location_confidence.driver_2; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.driver_2 IS 'The next after driver.';


--
-- Name: COLUMN location_confidence.driver_2_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN location_confidence.driver_3; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.driver_3 IS 'The next.';


--
-- Name: COLUMN location_confidence.driver_3_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN location_confidence.accuracy_exact; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_exact IS 'Accuracy by the definition exact of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_within_tolerance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_within_tolerance IS 'Accuracy by the definition within_tolerance of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_within_tolerance_by_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_within_tolerance_by_value IS 'Accuracy by the definition within_tolerance_by_value of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_net_units; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_net_units IS 'Accuracy by the definition net_units of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_net_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_net_value IS 'Accuracy by the definition net_value of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_absolute_units; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_absolute_units IS 'Accuracy by the definition absolute_units of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_absolute_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_absolute_value IS 'Accuracy by the definition absolute_value of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence.accuracy_in_stock; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence.accuracy_in_stock IS 'Accuracy by the definition in_stock of trueup_v1.accuracy, which has its interval.';


--
-- Name: location_confidence_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.location_confidence_history AS
 SELECT readable_publication.business_date,
    location_confidence.location_id,
    location_confidence.confidence,
    location_confidence.lower,
    location_confidence.upper,
    location_confidence.by_unit,
    location_confidence.by_value,
    location_confidence.by_demand,
    location_confidence.items_scored,
    location_confidence.counts_90d,
    location_confidence.random_counts_90d,
    location_confidence.value_at_risk,
    location_confidence.change_7d,
    location_confidence.driver,
    location_confidence.driver_share,
    location_confidence.feed_age_hours,
    location_confidence.silent_source,
    location_confidence.status,
    location_confidence.unrecorded_share,
    location_confidence.silent_days,
    location_confidence.change_28d,
    location_confidence.driver_2,
    location_confidence.driver_2_share,
    location_confidence.driver_3,
    location_confidence.driver_3_share,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'exact'::text))) AS accuracy_exact,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'within_tolerance'::text))) AS accuracy_within_tolerance,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'within_tolerance_by_value'::text))) AS accuracy_within_tolerance_by_value,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'net_units'::text))) AS accuracy_net_units,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'net_value'::text))) AS accuracy_net_value,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'absolute_units'::text))) AS accuracy_absolute_units,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'absolute_value'::text))) AS accuracy_absolute_value,
    ( SELECT accuracy.value
           FROM trueup.accuracy
          WHERE ((accuracy.publication_id = location_confidence.publication_id) AND (accuracy.scope = 'location'::text) AND (accuracy.scope_id = location_confidence.location_id) AND (accuracy.definition = 'in_stock'::text))) AS accuracy_in_stock
   FROM (trueup.location_confidence
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = location_confidence.publication_id)));


--
-- Name: VIEW location_confidence_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.location_confidence_history IS 'One row per location x publication: how far its records can be trusted. Every kept night.';


--
-- Name: COLUMN location_confidence_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN location_confidence_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.location_id IS 'Location.';


--
-- Name: COLUMN location_confidence_history.confidence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.confidence IS 'Share of its records believed exact, 0 to 1.';


--
-- Name: COLUMN location_confidence_history.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.lower IS '5 % quantile.';


--
-- Name: COLUMN location_confidence_history.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.upper IS '95 % quantile.';


--
-- Name: COLUMN location_confidence_history.by_unit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.by_unit IS 'The same weighted by units in the book.';


--
-- Name: COLUMN location_confidence_history.by_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.by_value IS 'The same weighted by value at cost.';


--
-- Name: COLUMN location_confidence_history.by_demand; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.by_demand IS 'The same weighted by units sold a day.';


--
-- Name: COLUMN location_confidence_history.items_scored; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.items_scored IS 'Positions scored.';


--
-- Name: COLUMN location_confidence_history.counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.counts_90d IS 'Counts of the last 90 days.';


--
-- Name: COLUMN location_confidence_history.random_counts_90d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.random_counts_90d IS 'Of these, drawn with a known probability.';


--
-- Name: COLUMN location_confidence_history.value_at_risk; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.value_at_risk IS 'Sum over its records, location''s currency.';


--
-- Name: COLUMN location_confidence_history.change_7d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.change_7d IS 'Change over seven days.';


--
-- Name: COLUMN location_confidence_history.driver; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.driver IS 'What most of the expected wrong records come from: a class of evidence, a known difference, or movements not recorded yet.';


--
-- Name: COLUMN location_confidence_history.driver_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.driver_share IS 'Its share of the expected wrong records, 0 to 1.';


--
-- Name: COLUMN location_confidence_history.feed_age_hours; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.feed_age_hours IS 'Hours from the last message recorded to the cut-off, of the most silent source.';


--
-- Name: COLUMN location_confidence_history.silent_source; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.silent_source IS 'That source, when it is late.';


--
-- Name: COLUMN location_confidence_history.status; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.status IS 'ok, stale_feed, no_opening, insufficient_data or reconstructed.';


--
-- Name: COLUMN location_confidence_history.unrecorded_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.unrecorded_share IS 'Messages per movement that a cut-off finds not recorded yet, from the past four weeks.';


--
-- Name: COLUMN location_confidence_history.silent_days; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.silent_days IS 'Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.';


--
-- Name: COLUMN location_confidence_history.change_28d; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.change_28d IS 'Change over 28 days.';


--
-- Name: COLUMN location_confidence_history.driver_2; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.driver_2 IS 'The next after driver.';


--
-- Name: COLUMN location_confidence_history.driver_2_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.driver_2_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN location_confidence_history.driver_3; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.driver_3 IS 'The next.';


--
-- Name: COLUMN location_confidence_history.driver_3_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.driver_3_share IS 'Its share, 0 to 1.';


--
-- Name: COLUMN location_confidence_history.accuracy_exact; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_exact IS 'Accuracy by the definition exact of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_within_tolerance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_within_tolerance IS 'Accuracy by the definition within_tolerance of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_within_tolerance_by_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_within_tolerance_by_value IS 'Accuracy by the definition within_tolerance_by_value of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_net_units; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_net_units IS 'Accuracy by the definition net_units of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_net_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_net_value IS 'Accuracy by the definition net_value of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_absolute_units; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_absolute_units IS 'Accuracy by the definition absolute_units of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_absolute_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_absolute_value IS 'Accuracy by the definition absolute_value of trueup_v1.accuracy, which has its interval.';


--
-- Name: COLUMN location_confidence_history.accuracy_in_stock; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.location_confidence_history.accuracy_in_stock IS 'Accuracy by the definition in_stock of trueup_v1.accuracy, which has its interval.';


--
-- Name: metric_daily; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.metric_daily AS
 SELECT newest.business_date,
    newest.location_id,
    newest.day,
    newest.metric,
    newest.dimension,
    newest.dimension_value,
    newest.value,
    newest.numerator,
    newest.denominator,
    newest.lower,
    newest.upper,
    newest.unit,
    newest.complete,
    newest.verdict
   FROM ( SELECT DISTINCT ON (metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value) kept_publication.business_date,
            metric_daily.location_id,
            metric_daily.day,
            metric_daily.metric,
            metric_daily.dimension,
            metric_daily.dimension_value,
            metric_daily.value,
            metric_daily.numerator,
            metric_daily.denominator,
            metric_daily.lower,
            metric_daily.upper,
            metric_daily.unit,
            metric_daily.complete,
            metric_daily.verdict
           FROM (trueup.metric_daily
             JOIN trueup.kept_publication ON ((kept_publication.publication_id = metric_daily.publication_id)))
          ORDER BY metric_daily.location_id, metric_daily.day, metric_daily.metric, metric_daily.dimension, metric_daily.dimension_value, kept_publication.business_date DESC) newest
  WHERE (newest.verdict <> 'withdrawn'::text);


--
-- Name: VIEW metric_daily; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.metric_daily IS 'One row per location x local day x metric x dimension x value. As the last night that changed it left it.';


--
-- Name: COLUMN metric_daily.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.business_date IS 'Night that computed it.';


--
-- Name: COLUMN metric_daily.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.location_id IS 'Location.';


--
-- Name: COLUMN metric_daily.day; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.day IS 'Local business day.';


--
-- Name: COLUMN metric_daily.metric; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.metric IS 'Name of the metric; trueup_v1.metric_definition explains it.';


--
-- Name: COLUMN metric_daily.dimension; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.dimension IS 'all, channel, source, reason or category.';


--
-- Name: COLUMN metric_daily.dimension_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.dimension_value IS 'Value of the dimension; empty for all.';


--
-- Name: COLUMN metric_daily.value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.value IS 'The metric; null when it has no value. Of a share with an interval (cancellation_rate_lines, cancellation_incidence_lines, not_found_rate, count_short_rate, count_exact_rate, count_hit_rate, shrink_rate) the mean of its posterior, which leans on the other days and locations of the night; what was observed is numerator / denominator. Of an incomplete day events and delays are those recorded together with those expected still to come.';


--
-- Name: COLUMN metric_daily.numerator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.numerator IS 'Integer partial above the line, where the metric is a ratio; of what is recorded. Of a latency by source the messages at least as late.';


--
-- Name: COLUMN metric_daily.denominator; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.denominator IS 'Integer partial below the line; of what is recorded. Of a latency by source the messages whose time is known.';


--
-- Name: COLUMN metric_daily.lower; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.lower IS '5 % quantile of the same estimate as value; null where none is known.';


--
-- Name: COLUMN metric_daily.upper; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.upper IS '95 % quantile of the same estimate as value; null where none is known.';


--
-- Name: COLUMN metric_daily.unit; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.unit IS 'Unit of value.';


--
-- Name: COLUMN metric_daily.complete; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.complete IS 'Whether everything of the day is believed to have arrived.';


--
-- Name: COLUMN metric_daily.verdict; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.metric_daily.verdict IS 'Whether there is a value: ordinary, or why not: not_computable, insufficient_data, degenerate. Whether a value is unusual is judged in baseline_score.';


--
-- Name: model; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.model AS
 SELECT model.model_id,
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
    model.calibration,
    model.covariance,
    model.class_groups
   FROM (trueup.model
     JOIN trueup.kept_publication ON ((kept_publication.publication_id = model.publication_id)));


--
-- Name: VIEW model; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.model IS 'One row per fitted model of record errors.';


--
-- Name: COLUMN model.model_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.model_id IS 'SHA-256 of what it was fitted on and its parameters, shortened.';


--
-- Name: COLUMN model.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN model.rates; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.rates IS 'Error events per unit of exposure, one per class.';


--
-- Name: COLUMN model.rate_sds; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.rate_sds IS 'Posterior standard deviations of the rates.';


--
-- Name: COLUMN model.classes; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.classes IS 'Names of the classes, in the order of rates.';


--
-- Name: COLUMN model.categories; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.categories IS 'Names of the merchandise categories, in the order of multipliers.';


--
-- Name: COLUMN model.multipliers; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.multipliers IS 'What a category makes of the rates; 1 is like the others.';


--
-- Name: COLUMN model.sizes; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.sizes IS 'Size law of one error event, units -64 ... 64.';


--
-- Name: COLUMN model.labels; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.labels IS 'Count intervals it was fitted on.';


--
-- Name: COLUMN model.wrong; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.wrong IS 'Of these, how many ended with an error.';


--
-- Name: COLUMN model.size_tail; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.size_tail IS 'Probability that one error event is larger than 64 units either way.';


--
-- Name: COLUMN model.size_mean; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.size_mean IS 'Mean size of one error event, units.';


--
-- Name: COLUMN model.size_variance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.size_variance IS 'Variance of the size of one error event, units squared.';


--
-- Name: COLUMN model.dispersion; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.dispersion IS 'Variance of the factor by which intervals between counts differ beyond their exposure.';


--
-- Name: COLUMN model.spreads; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.spreads IS 'Variance of the effects of categories, locations and items on the logarithm of the hazard.';


--
-- Name: COLUMN model.calibration; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.calibration IS 'a, b, c of logit p = c + a ln s - b ln(1 - s): corrects the probability s of no new error; 1, 1, 0 changes nothing.';


--
-- Name: COLUMN model.covariance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.covariance IS 'Posterior covariance of the rates (Laplace), row by row in the order of classes.';


--
-- Name: COLUMN model.class_groups; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model.class_groups IS 'By class, the place of the first class that its exposure rises and falls with, counted from 0; its own place where it stands alone. Grouped classes share one driver.';


--
-- Name: model_effect; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.model_effect AS
 SELECT model_effect.model_id,
    model.business_date,
    model_effect.factor,
    model_effect.level,
    model_effect.effect,
    model_effect.variance
   FROM ((trueup.model_effect
     JOIN trueup.model ON ((model.model_id = model_effect.model_id)))
     JOIN trueup.kept_publication ON ((kept_publication.publication_id = model.publication_id)));


--
-- Name: VIEW model_effect; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.model_effect IS 'One row per model x factor x level: how much more often its records go wrong.';


--
-- Name: COLUMN model_effect.model_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model_effect.model_id IS 'trueup_v1.model.';


--
-- Name: COLUMN model_effect.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model_effect.business_date IS 'Night that fitted the model.';


--
-- Name: COLUMN model_effect.factor; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model_effect.factor IS 'category, location or item.';


--
-- Name: COLUMN model_effect.level; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model_effect.level IS 'Category name, location id or item id.';


--
-- Name: COLUMN model_effect.effect; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model_effect.effect IS 'On the logarithm of the hazard; 0 is like the others.';


--
-- Name: COLUMN model_effect.variance; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.model_effect.variance IS 'Posterior variance of the effect.';


--
-- Name: quarantine; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.quarantine AS
 SELECT quarantine.source_system,
    quarantine.event_id,
    quarantine.code,
    quarantine.row_count,
    quarantine.location_id,
    quarantine.item_id,
    first.business_date AS first_seen,
    resolved.business_date AS resolved
   FROM ((trueup.quarantine
     JOIN trueup.kept_publication first ON ((first.publication_id = quarantine.first_publication_id)))
     LEFT JOIN trueup.kept_publication resolved ON ((resolved.publication_id = quarantine.resolved_publication_id)));


--
-- Name: VIEW quarantine; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.quarantine IS 'One row per refused message, or per source and code where messages have no id.';


--
-- Name: COLUMN quarantine.source_system; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.source_system IS 'Source of the message.';


--
-- Name: COLUMN quarantine.event_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.event_id IS 'Identity of the message, null where it has none.';


--
-- Name: COLUMN quarantine.code; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.code IS 'Why it was refused.';


--
-- Name: COLUMN quarantine.row_count; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.row_count IS 'Messages this row stands for.';


--
-- Name: COLUMN quarantine.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.location_id IS 'Location named, where that is what was unknown.';


--
-- Name: COLUMN quarantine.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.item_id IS 'Item named, where that is what was unknown.';


--
-- Name: COLUMN quarantine.first_seen; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.first_seen IS 'Night that refused it.';


--
-- Name: COLUMN quarantine.resolved; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.quarantine.resolved IS 'Night that could use it after all.';


--
-- Name: recount; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.recount AS
 SELECT recount.recount_id,
    recount.business_date,
    recount.location_id,
    recount.item_id,
    recount.rank,
    recount.selection,
    recount.inclusion_probability,
    recount.reason,
    recount.p_wrong,
    recount.expected_value,
    recount.minutes,
    recount.value_per_minute,
    recount.zone,
    recount.blind,
    recount.due_by,
    recount.state,
    recount.counted_qty,
    recount.counted_at,
    recount.outcome,
    recount.version,
    recount.assignee,
    recount.counted_by,
    recount.actual_minutes,
    recount.scope,
    recount.complete,
    recount.cause_confirmed,
    recount.dismissed_reason,
    recount.realised_value
   FROM trueup.recount;


--
-- Name: VIEW recount; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.recount IS 'One row per recommended count.';


--
-- Name: COLUMN recount.recount_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.recount_id IS 'Identity; the document_id of the count that answers it.';


--
-- Name: COLUMN recount.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.business_date IS 'Night that computed it; the newest row of a key is the current one.';


--
-- Name: COLUMN recount.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.location_id IS 'Location.';


--
-- Name: COLUMN recount.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.item_id IS 'Item.';


--
-- Name: COLUMN recount.rank; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.rank IS 'Place in the location''s list of the night.';


--
-- Name: COLUMN recount.selection; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.selection IS 'value, random or forced.';


--
-- Name: COLUMN recount.inclusion_probability; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.inclusion_probability IS 'Probability of the random draw; null for selection by value.';


--
-- Name: COLUMN recount.reason; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.reason IS 'Why, in one sentence.';


--
-- Name: COLUMN recount.p_wrong; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.p_wrong IS 'Probability that the record is wrong.';


--
-- Name: COLUMN recount.expected_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.expected_value IS 'Worth of the count, location''s currency: value_at_risk of the record, which it averts at most, and the money on the books that it puts right, expected_error x unit cost. By that second part it may exceed the value at risk of its record, or of the location.';


--
-- Name: COLUMN recount.minutes; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.minutes IS 'Minutes it is expected to take.';


--
-- Name: COLUMN recount.value_per_minute; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.value_per_minute IS 'expected_value / minutes.';


--
-- Name: COLUMN recount.zone; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.zone IS 'Where to look.';


--
-- Name: COLUMN recount.blind; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.blind IS 'Whether the counter must not see the book.';


--
-- Name: COLUMN recount.due_by; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.due_by IS 'Last day it is worth doing.';


--
-- Name: COLUMN recount.state; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.state IS 'proposed, accepted, assigned, counting, counted, dismissed or expired.';


--
-- Name: COLUMN recount.counted_qty; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.counted_qty IS 'Units counted.';


--
-- Name: COLUMN recount.counted_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.counted_at IS 'When.';


--
-- Name: COLUMN recount.outcome; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.outcome IS 'exact or wrong, against the book just before the count.';


--
-- Name: COLUMN recount.version; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.version IS 'Grows by one with each action of a person; an action that names another version is refused.';


--
-- Name: COLUMN recount.assignee; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.assignee IS 'Who is to count.';


--
-- Name: COLUMN recount.counted_by; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.counted_by IS 'Who counted.';


--
-- Name: COLUMN recount.actual_minutes; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.actual_minutes IS 'Minutes that the count took.';


--
-- Name: COLUMN recount.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.scope IS 'Stock state that was counted; null: all that is physically saleable.';


--
-- Name: COLUMN recount.complete; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.complete IS 'Whether every place was looked at; a count that is not complete says nothing about the record.';


--
-- Name: COLUMN recount.cause_confirmed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.cause_confirmed IS 'Why the record was wrong, as people found.';


--
-- Name: COLUMN recount.dismissed_reason; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.dismissed_reason IS 'Why nobody counts it.';


--
-- Name: COLUMN recount.realised_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount.realised_value IS 'Money on the books that the count put right: |counted - book just before| x cost of a unit.';


--
-- Name: recount_plan; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.recount_plan AS
 SELECT publication.business_date,
    recount_plan.location_id,
    recount_plan.minutes,
    recount_plan.used,
    recount_plan.random_share,
    recount_plan.expected_value,
    recount_plan.optimality_gap,
    recount_plan.next_hour_value,
    recount_plan.random_completion
   FROM ((trueup.current_publication
     JOIN trueup.publication ON ((publication.publication_id = current_publication.publication_id)))
     JOIN trueup.recount_plan ON ((recount_plan.publication_id = publication.publication_id)));


--
-- Name: VIEW recount_plan; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.recount_plan IS 'One row per location x publication: what the minutes buy. The last published night.';


--
-- Name: COLUMN recount_plan.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.business_date IS 'Night it is about.';


--
-- Name: COLUMN recount_plan.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.location_id IS 'Location.';


--
-- Name: COLUMN recount_plan.minutes; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.minutes IS 'Budget of the night.';


--
-- Name: COLUMN recount_plan.used; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.used IS 'Minutes planned.';


--
-- Name: COLUMN recount_plan.random_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.random_share IS 'Share of the minutes spent on the random draw.';


--
-- Name: COLUMN recount_plan.expected_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.expected_value IS 'Worth of the planned counts: loss averted and money put right, location''s currency.';


--
-- Name: COLUMN recount_plan.optimality_gap; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.optimality_gap IS 'Bound on what a better plan could add, as a share of its value.';


--
-- Name: COLUMN recount_plan.next_hour_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.next_hour_value IS 'Worth of the counts that one more hour would allow.';


--
-- Name: COLUMN recount_plan.random_completion; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan.random_completion IS 'Share of the random draws of the 90 days before, due by now, that were counted; it divides the weights of their counts. Null without draws.';


--
-- Name: recount_plan_history; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.recount_plan_history AS
 SELECT readable_publication.business_date,
    recount_plan.location_id,
    recount_plan.minutes,
    recount_plan.used,
    recount_plan.random_share,
    recount_plan.expected_value,
    recount_plan.optimality_gap,
    recount_plan.next_hour_value,
    recount_plan.random_completion
   FROM (trueup.recount_plan
     JOIN trueup.readable_publication ON ((readable_publication.publication_id = recount_plan.publication_id)));


--
-- Name: VIEW recount_plan_history; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.recount_plan_history IS 'One row per location x publication: what the minutes buy. Every kept night.';


--
-- Name: COLUMN recount_plan_history.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.business_date IS 'Night it is about.';


--
-- Name: COLUMN recount_plan_history.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.location_id IS 'Location.';


--
-- Name: COLUMN recount_plan_history.minutes; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.minutes IS 'Budget of the night.';


--
-- Name: COLUMN recount_plan_history.used; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.used IS 'Minutes planned.';


--
-- Name: COLUMN recount_plan_history.random_share; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.random_share IS 'Share of the minutes spent on the random draw.';


--
-- Name: COLUMN recount_plan_history.expected_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.expected_value IS 'Loss the plan is expected to avert, location''s currency.';


--
-- Name: COLUMN recount_plan_history.optimality_gap; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.optimality_gap IS 'Bound on what a better plan could add, as a share of its value.';


--
-- Name: COLUMN recount_plan_history.next_hour_value; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.next_hour_value IS 'Loss one more hour would avert.';


--
-- Name: COLUMN recount_plan_history.random_completion; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_plan_history.random_completion IS 'Share of the random draws of the 90 days before, due by now, that were counted; it divides the weights of their counts. Null without draws.';


--
-- Name: recount_sheet; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.recount_sheet AS
 SELECT recount.recount_id,
    recount.location_id,
    recount.item_id,
    item.gtin,
    recount.zone,
    recount.due_by,
    recount.assignee,
    recount.version
   FROM (trueup.recount
     LEFT JOIN feed.item ON ((item.item_id = recount.item_id)))
  WHERE (recount.state = ANY (ARRAY['accepted'::text, 'assigned'::text, 'counting'::text]));


--
-- Name: VIEW recount_sheet; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.recount_sheet IS 'One row per count that is to be made: what and where, and nothing of what the book says or why it is counted.';


--
-- Name: COLUMN recount_sheet.recount_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.recount_id IS 'Identity; the document_id of the count that answers it.';


--
-- Name: COLUMN recount_sheet.location_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.location_id IS 'Location.';


--
-- Name: COLUMN recount_sheet.item_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.item_id IS 'Item.';


--
-- Name: COLUMN recount_sheet.gtin; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.gtin IS 'Global trade item number, as the barcode has it.';


--
-- Name: COLUMN recount_sheet.zone; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.zone IS 'Where to look.';


--
-- Name: COLUMN recount_sheet.due_by; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.due_by IS 'Last day it is worth doing.';


--
-- Name: COLUMN recount_sheet.assignee; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.assignee IS 'Who is to count.';


--
-- Name: COLUMN recount_sheet.version; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.recount_sheet.version IS 'Version that an action names.';


--
-- Name: run; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.run AS
 SELECT run.job,
    run.business_date,
    run.revision,
    run.state,
    run.scheduled_for,
    run.cutoff,
    publication.digest,
    publication.rows_read,
    publication.rows_late,
    publication.rows_duplicate,
    publication.rows_quarantined,
    publication.published_at,
    publication.is_reconstructed,
    run.run_key,
    publication.rows_resent
   FROM (trueup.run
     LEFT JOIN trueup.publication ON (((publication.run_key = run.run_key) AND (publication.published_at IS NOT NULL))));


--
-- Name: VIEW run; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.run IS 'One row per job, night and revision: how it went.';


--
-- Name: COLUMN run.job; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.job IS 'Name of the job.';


--
-- Name: COLUMN run.business_date; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.business_date IS 'Night it is about.';


--
-- Name: COLUMN run.revision; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.revision IS 'Revision of the night.';


--
-- Name: COLUMN run.state; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.state IS 'open, held, failed, published, superseded or skipped.';


--
-- Name: COLUMN run.scheduled_for; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.scheduled_for IS 'Fire time it stands for.';


--
-- Name: COLUMN run.cutoff; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.cutoff IS 'Only messages recorded up to here are judged.';


--
-- Name: COLUMN run.digest; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.digest IS 'SHA-256 over the night''s published rows in key order.';


--
-- Name: COLUMN run.rows_read; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.rows_read IS 'Messages read.';


--
-- Name: COLUMN run.rows_late; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.rows_late IS 'Messages left for the next night.';


--
-- Name: COLUMN run.rows_duplicate; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.rows_duplicate IS 'Messages delivered again.';


--
-- Name: COLUMN run.rows_quarantined; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.rows_quarantined IS 'Messages refused.';


--
-- Name: COLUMN run.published_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.published_at IS 'When readers first saw it.';


--
-- Name: COLUMN run.is_reconstructed; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.is_reconstructed IS 'Nobody noted at the time what was visible; known then means recorded up to the cut-off.';


--
-- Name: COLUMN run.run_key; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.run_key IS 'Identity of the run, as trueup retry takes it.';


--
-- Name: COLUMN run.rows_resent; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.run.rows_resent IS 'Messages read this night that repeat another under a new id; quarantined as resend.';


--
-- Name: sentence_figure; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.sentence_figure AS
 SELECT sentence_figure.sentence,
    sentence_figure."position",
    sentence_figure.figure,
    sentence_figure.relation,
    sentence_figure.expression
   FROM trueup.sentence_figure;


--
-- Name: VIEW sentence_figure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.sentence_figure IS 'One row per number of a sentence about one row: the expression over its columns that gives it. Numbers whose expression is null are left out of the sentence.';


--
-- Name: COLUMN sentence_figure.sentence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.sentence_figure.sentence IS 'record or location (trueup explain), or recount (the reason of a recount).';


--
-- Name: COLUMN sentence_figure."position"; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.sentence_figure."position" IS 'Place among the numbers of the sentence, from 1.';


--
-- Name: COLUMN sentence_figure.figure; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.sentence_figure.figure IS 'What it is.';


--
-- Name: COLUMN sentence_figure.relation; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.sentence_figure.relation IS 'View of trueup_v1 whose row the sentence is about; of a recount that of its location, item and night.';


--
-- Name: COLUMN sentence_figure.expression; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.sentence_figure.expression IS 'SQL over the columns of that row; the sentence shows the result.';


--
-- Name: silence; Type: VIEW; Schema: trueup_v1; Owner: -
--

CREATE VIEW trueup_v1.silence AS
 SELECT silence.silence_id,
    silence.family,
    silence.scope,
    silence.severity,
    silence.starts_at,
    silence.ends_at,
    silence.author,
    silence.reason
   FROM trueup.silence;


--
-- Name: VIEW silence; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON VIEW trueup_v1.silence IS 'One row per silence: alerts that match all that it names are suppressed between two instants.';


--
-- Name: COLUMN silence.silence_id; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.silence_id IS 'Identity.';


--
-- Name: COLUMN silence.family; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.family IS 'Family of alerts; null: every one.';


--
-- Name: COLUMN silence.scope; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.scope IS 'Location; null: every one.';


--
-- Name: COLUMN silence.severity; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.severity IS 'critical or warning; null: both.';


--
-- Name: COLUMN silence.starts_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.starts_at IS 'From.';


--
-- Name: COLUMN silence.ends_at; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.ends_at IS 'To, exclusive.';


--
-- Name: COLUMN silence.author; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.author IS 'Login that added it.';


--
-- Name: COLUMN silence.reason; Type: COMMENT; Schema: trueup_v1; Owner: -
--

COMMENT ON COLUMN trueup_v1.silence.reason IS 'Why.';


--
-- Name: assortment assortment_pkey; Type: CONSTRAINT; Schema: feed; Owner: -
--

ALTER TABLE ONLY feed.assortment
    ADD CONSTRAINT assortment_pkey PRIMARY KEY (location_id, item_id);


--
-- Name: item item_pkey; Type: CONSTRAINT; Schema: feed; Owner: -
--

ALTER TABLE ONLY feed.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (item_id);


--
-- Name: location location_pkey; Type: CONSTRAINT; Schema: feed; Owner: -
--

ALTER TABLE ONLY feed.location
    ADD CONSTRAINT location_pkey PRIMARY KEY (location_id);


--
-- Name: reason_map reason_map_pkey; Type: CONSTRAINT; Schema: feed; Owner: -
--

ALTER TABLE ONLY feed.reason_map
    ADD CONSTRAINT reason_map_pkey PRIMARY KEY (source_system, event_type, reason_code);


--
-- Name: replenishment replenishment_pkey; Type: CONSTRAINT; Schema: feed; Owner: -
--

ALTER TABLE ONLY feed.replenishment
    ADD CONSTRAINT replenishment_pkey PRIMARY KEY (location_id, item_id, valid_from);


--
-- Name: supplier supplier_pkey; Type: CONSTRAINT; Schema: feed; Owner: -
--

ALTER TABLE ONLY feed.supplier
    ADD CONSTRAINT supplier_pkey PRIMARY KEY (supplier_id);


--
-- Name: accuracy accuracy_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.accuracy
    ADD CONSTRAINT accuracy_pkey PRIMARY KEY (publication_id, scope, scope_id, definition);


--
-- Name: alert_event alert_event_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.alert_event
    ADD CONSTRAINT alert_event_pkey PRIMARY KEY (fingerprint, publication_id);


--
-- Name: alert_figure alert_figure_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.alert_figure
    ADD CONSTRAINT alert_figure_pkey PRIMARY KEY (publication_id, fingerprint, "position");


--
-- Name: alert alert_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (alert_id);


--
-- Name: attempt attempt_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (run_key, epoch);


--
-- Name: audit_head audit_head_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (is_head);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (audit_id);


--
-- Name: baseline baseline_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.baseline
    ADD CONSTRAINT baseline_pkey PRIMARY KEY (system_identifier, timeline, feed_oid);


--
-- Name: baseline_score baseline_score_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.baseline_score
    ADD CONSTRAINT baseline_score_pkey PRIMARY KEY (publication_id, location_id, metric, day);


--
-- Name: config config_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.config
    ADD CONSTRAINT config_pkey PRIMARY KEY (digest);


--
-- Name: count_label count_label_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.count_label
    ADD CONSTRAINT count_label_pkey PRIMARY KEY (location_id, item_id, counted_at, publication_id);


--
-- Name: count_variance count_variance_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.count_variance
    ADD CONSTRAINT count_variance_pkey PRIMARY KEY (location_id, item_id, counted_at, publication_id);


--
-- Name: current_publication current_publication_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.current_publication
    ADD CONSTRAINT current_publication_pkey PRIMARY KEY (job);


--
-- Name: evaluation evaluation_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.evaluation
    ADD CONSTRAINT evaluation_pkey PRIMARY KEY (from_date, to_date, quantity, scope);


--
-- Name: feed_check feed_check_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.feed_check
    ADD CONSTRAINT feed_check_pkey PRIMARY KEY (publication_id, place);


--
-- Name: feed_rhythm feed_rhythm_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.feed_rhythm
    ADD CONSTRAINT feed_rhythm_pkey PRIMARY KEY (publication_id, location_id, source_system, message_class);


--
-- Name: freshness freshness_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.freshness
    ADD CONSTRAINT freshness_pkey PRIMARY KEY (publication_id, location_id, source_system);


--
-- Name: group_confidence group_confidence_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.group_confidence
    ADD CONSTRAINT group_confidence_pkey PRIMARY KEY (publication_id, scope, scope_id);


--
-- Name: group_member group_member_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.group_member
    ADD CONSTRAINT group_member_pkey PRIMARY KEY (publication_id, scope, scope_id, location_id);


--
-- Name: item_confidence item_confidence_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.item_confidence
    ADD CONSTRAINT item_confidence_pkey PRIMARY KEY (publication_id, location_id, item_id);


--
-- Name: latency_sketch latency_sketch_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.latency_sketch
    ADD CONSTRAINT latency_sketch_pkey PRIMARY KEY (location_id, source_system, event_type, day, publication_id);


--
-- Name: lease lease_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (run_key);


--
-- Name: location_confidence location_confidence_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.location_confidence
    ADD CONSTRAINT location_confidence_pkey PRIMARY KEY (publication_id, location_id);


--
-- Name: metric_daily metric_daily_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.metric_daily
    ADD CONSTRAINT metric_daily_pkey PRIMARY KEY (location_id, day, metric, dimension, dimension_value, publication_id);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);


--
-- Name: model_effect model_effect_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.model_effect
    ADD CONSTRAINT model_effect_pkey PRIMARY KEY (model_id, factor, level);


--
-- Name: model model_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.model
    ADD CONSTRAINT model_pkey PRIMARY KEY (model_id);


--
-- Name: run one_run_per_revision; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.run
    ADD CONSTRAINT one_run_per_revision UNIQUE (job, scheduled_for, revision);


--
-- Name: open_line open_line_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.open_line
    ADD CONSTRAINT open_line_pkey PRIMARY KEY (publication_id, document_type, document_id, document_line);


--
-- Name: partial_daily partial_daily_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.partial_daily
    ADD CONSTRAINT partial_daily_pkey PRIMARY KEY (location_id, day, measure, dimension, dimension_value, publication_id);


--
-- Name: position position_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup."position"
    ADD CONSTRAINT position_pkey PRIMARY KEY (publication_id, location_id, item_id);


--
-- Name: publication publication_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (publication_id);


--
-- Name: recount recount_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.recount
    ADD CONSTRAINT recount_pkey PRIMARY KEY (recount_id);


--
-- Name: recount_plan recount_plan_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.recount_plan
    ADD CONSTRAINT recount_plan_pkey PRIMARY KEY (publication_id, location_id);


--
-- Name: reference_version reference_version_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.reference_version
    ADD CONSTRAINT reference_version_pkey PRIMARY KEY (digest);


--
-- Name: run run_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (run_key);


--
-- Name: run_step run_step_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.run_step
    ADD CONSTRAINT run_step_pkey PRIMARY KEY (run_key, epoch, step);


--
-- Name: sentence_figure sentence_figure_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.sentence_figure
    ADD CONSTRAINT sentence_figure_pkey PRIMARY KEY (sentence, "position");


--
-- Name: silence silence_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.silence
    ADD CONSTRAINT silence_pkey PRIMARY KEY (silence_id);


--
-- Name: unit_cost unit_cost_pkey; Type: CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.unit_cost
    ADD CONSTRAINT unit_cost_pkey PRIMARY KEY (item_id, publication_id);


--
-- Name: metric_daily value_lies_in_its_interval; Type: CHECK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE trueup.metric_daily
    ADD CONSTRAINT value_lies_in_its_interval CHECK (((value >= lower) AND (value <= upper))) NOT VALID;


--
-- Name: inventory_event_ahead; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX inventory_event_ahead ON feed.inventory_event USING btree (event_time) WHERE (event_time > record_time);


--
-- Name: inventory_event_correction; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX inventory_event_correction ON feed.inventory_event USING btree (source_system, corrects_event_id) WHERE (corrects_event_id IS NOT NULL);


--
-- Name: inventory_event_ingest_xid; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX inventory_event_ingest_xid ON feed.inventory_event USING btree (ingest_xid);


--
-- Name: inventory_event_key; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX inventory_event_key ON feed.inventory_event USING btree (source_system, event_id);


--
-- Name: inventory_event_order_line; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX inventory_event_order_line ON feed.inventory_event USING btree (document_id, document_line) WHERE (document_type = 'order'::text);


--
-- Name: inventory_event_position; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX inventory_event_position ON feed.inventory_event USING btree (location_id, item_id, event_time);


--
-- Name: position_snapshot_as_of; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX position_snapshot_as_of ON feed.position_snapshot USING btree (location_id, as_of);


--
-- Name: position_snapshot_position; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX position_snapshot_position ON feed.position_snapshot USING btree (location_id, item_id, as_of);


--
-- Name: position_snapshot_system; Type: INDEX; Schema: feed; Owner: -
--

CREATE INDEX position_snapshot_system ON feed.position_snapshot USING btree (location_id, as_of, system) WHERE (measure = 'on_hand'::text);


--
-- Name: count_label_business_date; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX count_label_business_date ON trueup.count_label USING btree (business_date);


--
-- Name: count_label_counted_at; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX count_label_counted_at ON trueup.count_label USING btree (counted_at);


--
-- Name: count_label_publication; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX count_label_publication ON trueup.count_label USING btree (publication_id);


--
-- Name: count_variance_day; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX count_variance_day ON trueup.count_variance USING btree (day);


--
-- Name: count_variance_publication; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX count_variance_publication ON trueup.count_variance USING btree (publication_id);


--
-- Name: deferred_record_time; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX deferred_record_time ON trueup.deferred USING btree (publication_id, record_time);


--
-- Name: latency_sketch_day; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX latency_sketch_day ON trueup.latency_sketch USING btree (day, publication_id);


--
-- Name: latency_sketch_publication; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX latency_sketch_publication ON trueup.latency_sketch USING btree (publication_id);


--
-- Name: metric_daily_day; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX metric_daily_day ON trueup.metric_daily USING btree (day, metric);


--
-- Name: metric_daily_publication; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX metric_daily_publication ON trueup.metric_daily USING btree (publication_id);


--
-- Name: one_current_revision_per_night; Type: INDEX; Schema: trueup; Owner: -
--

CREATE UNIQUE INDEX one_current_revision_per_night ON trueup.publication USING btree (job, business_date) WHERE ((published_at IS NOT NULL) AND (NOT is_replaced));


--
-- Name: one_open_alert_per_fingerprint; Type: INDEX; Schema: trueup; Owner: -
--

CREATE UNIQUE INDEX one_open_alert_per_fingerprint ON trueup.alert USING btree (fingerprint) WHERE (state <> 'resolved'::text);


--
-- Name: one_open_recount_per_position; Type: INDEX; Schema: trueup; Owner: -
--

CREATE UNIQUE INDEX one_open_recount_per_position ON trueup.recount USING btree (location_id, item_id) WHERE (state <> ALL (ARRAY['counted'::text, 'dismissed'::text, 'expired'::text]));


--
-- Name: partial_daily_day; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX partial_daily_day ON trueup.partial_daily USING btree (day, publication_id);


--
-- Name: partial_daily_publication; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX partial_daily_publication ON trueup.partial_daily USING btree (publication_id);


--
-- Name: quarantine_open; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX quarantine_open ON trueup.quarantine USING btree (code, source_system, event_id) WHERE (resolved_publication_id IS NULL);


--
-- Name: recount_business_date; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX recount_business_date ON trueup.recount USING btree (business_date);


--
-- Name: recount_dismissed_at; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX recount_dismissed_at ON trueup.recount USING btree (dismissed_at) WHERE (dismissed_at IS NOT NULL);


--
-- Name: recount_due_by; Type: INDEX; Schema: trueup; Owner: -
--

CREATE INDEX recount_due_by ON trueup.recount USING btree (due_by) WHERE (state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'assigned'::text, 'counting'::text]));


--
-- Name: accuracy accuracy_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.accuracy
    ADD CONSTRAINT accuracy_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: alert_event alert_event_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.alert_event
    ADD CONSTRAINT alert_event_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: alert_figure alert_figure_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.alert_figure
    ADD CONSTRAINT alert_figure_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: alert alert_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.alert
    ADD CONSTRAINT alert_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: attempt attempt_run_key_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.attempt
    ADD CONSTRAINT attempt_run_key_fkey FOREIGN KEY (run_key) REFERENCES trueup.run(run_key);


--
-- Name: baseline_score baseline_score_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.baseline_score
    ADD CONSTRAINT baseline_score_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: count_label count_label_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.count_label
    ADD CONSTRAINT count_label_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: count_variance count_variance_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.count_variance
    ADD CONSTRAINT count_variance_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: current_publication current_publication_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.current_publication
    ADD CONSTRAINT current_publication_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: deferred deferred_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.deferred
    ADD CONSTRAINT deferred_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: feed_rhythm feed_rhythm_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.feed_rhythm
    ADD CONSTRAINT feed_rhythm_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: freshness freshness_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.freshness
    ADD CONSTRAINT freshness_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: group_confidence group_confidence_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.group_confidence
    ADD CONSTRAINT group_confidence_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: group_member group_member_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.group_member
    ADD CONSTRAINT group_member_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: latency_sketch latency_sketch_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.latency_sketch
    ADD CONSTRAINT latency_sketch_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: lease lease_run_key_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.lease
    ADD CONSTRAINT lease_run_key_fkey FOREIGN KEY (run_key) REFERENCES trueup.run(run_key);


--
-- Name: location_confidence location_confidence_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.location_confidence
    ADD CONSTRAINT location_confidence_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: metric_daily metric_daily_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.metric_daily
    ADD CONSTRAINT metric_daily_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: model_effect model_effect_model_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.model_effect
    ADD CONSTRAINT model_effect_model_id_fkey FOREIGN KEY (model_id) REFERENCES trueup.model(model_id);


--
-- Name: model model_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.model
    ADD CONSTRAINT model_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: partial_daily partial_daily_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.partial_daily
    ADD CONSTRAINT partial_daily_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: publication publication_base_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.publication
    ADD CONSTRAINT publication_base_publication_id_fkey FOREIGN KEY (base_publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: publication publication_run_key_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.publication
    ADD CONSTRAINT publication_run_key_fkey FOREIGN KEY (run_key) REFERENCES trueup.run(run_key);


--
-- Name: quarantine quarantine_first_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.quarantine
    ADD CONSTRAINT quarantine_first_publication_id_fkey FOREIGN KEY (first_publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: quarantine quarantine_resolved_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.quarantine
    ADD CONSTRAINT quarantine_resolved_publication_id_fkey FOREIGN KEY (resolved_publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: recount_plan recount_plan_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.recount_plan
    ADD CONSTRAINT recount_plan_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: recount recount_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.recount
    ADD CONSTRAINT recount_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: run run_config_digest_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.run
    ADD CONSTRAINT run_config_digest_fkey FOREIGN KEY (config_digest) REFERENCES trueup.config(digest);


--
-- Name: run_step run_step_run_key_epoch_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.run_step
    ADD CONSTRAINT run_step_run_key_epoch_fkey FOREIGN KEY (run_key, epoch) REFERENCES trueup.attempt(run_key, epoch);


--
-- Name: unit_cost unit_cost_publication_id_fkey; Type: FK CONSTRAINT; Schema: trueup; Owner: -
--

ALTER TABLE ONLY trueup.unit_cost
    ADD CONSTRAINT unit_cost_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES trueup.publication(publication_id);


--
-- Name: SCHEMA feed; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA feed TO trueup_feed;
GRANT USAGE ON SCHEMA feed TO trueup_job;
GRANT USAGE ON SCHEMA feed TO trueup_owner;


--
-- Name: SCHEMA trueup; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA trueup TO trueup_job;
GRANT ALL ON SCHEMA trueup TO trueup_maintainer;
GRANT USAGE ON SCHEMA trueup TO trueup_auditor;


--
-- Name: SCHEMA trueup_v1; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA trueup_v1 TO trueup_job;
GRANT USAGE ON SCHEMA trueup_v1 TO trueup_bi;
GRANT USAGE ON SCHEMA trueup_v1 TO trueup_counter;


--
-- Name: FUNCTION analyze_table(relation regclass); Type: ACL; Schema: feed; Owner: -
--

REVOKE ALL ON FUNCTION feed.analyze_table(relation regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION feed.analyze_table(relation regclass) TO trueup_job;


--
-- Name: FUNCTION contract_version(); Type: ACL; Schema: feed; Owner: -
--

REVOKE ALL ON FUNCTION feed.contract_version() FROM PUBLIC;
GRANT ALL ON FUNCTION feed.contract_version() TO trueup_feed;
GRANT ALL ON FUNCTION feed.contract_version() TO trueup_job;


--
-- Name: FUNCTION accept_held(run_key bigint, reason text); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.accept_held(run_key bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.accept_held(run_key bigint, reason text) TO trueup_job;


--
-- Name: TABLE alert; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.alert TO trueup_job;


--
-- Name: FUNCTION alert_open(alert_id text, version integer); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.alert_open(alert_id text, version integer) FROM PUBLIC;


--
-- Name: FUNCTION analyze_table(relation regclass); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.analyze_table(relation regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.analyze_table(relation regclass) TO trueup_job;


--
-- Name: FUNCTION audit_append(action text, subject text, detail jsonb); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.audit_append(action text, subject text, detail jsonb) FROM PUBLIC;


--
-- Name: TABLE audit; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.audit TO trueup_auditor;


--
-- Name: FUNCTION audit_hash(before bytea, entry trueup.audit); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.audit_hash(before bytea, entry trueup.audit) FROM PUBLIC;


--
-- Name: TABLE audit_head; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.audit_head TO trueup_auditor;


--
-- Name: FUNCTION audit_faults(); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.audit_faults() FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.audit_faults() TO trueup_auditor;
GRANT ALL ON FUNCTION trueup.audit_faults() TO trueup_job;


--
-- Name: FUNCTION exposure_sum(one bytea, other bytea); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.exposure_sum(one bytea, other bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.exposure_sum(one bytea, other bytea) TO trueup_job;


--
-- Name: TABLE silence; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.silence TO trueup_job;


--
-- Name: FUNCTION is_silenced(subject trueup.alert, at timestamp with time zone); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.is_silenced(subject trueup.alert, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.is_silenced(subject trueup.alert, at timestamp with time zone) TO trueup_job;


--
-- Name: TABLE publication; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE trueup.publication TO trueup_job;
GRANT SELECT ON TABLE trueup.publication TO trueup_maintainer;
GRANT SELECT ON TABLE trueup.publication TO trueup_auditor;


--
-- Name: TABLE kept_publication; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.kept_publication TO trueup_job;
GRANT SELECT ON TABLE trueup.kept_publication TO trueup_maintainer;


--
-- Name: TABLE quarantine; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.quarantine TO trueup_job;
GRANT SELECT ON TABLE trueup.quarantine TO trueup_auditor;


--
-- Name: FUNCTION open_quarantine(base bigint); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.open_quarantine(base bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.open_quarantine(base bigint) TO trueup_job;


--
-- Name: FUNCTION partition_attach(parent text, publication_id bigint); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.partition_attach(parent text, publication_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.partition_attach(parent text, publication_id bigint) TO trueup_job;


--
-- Name: FUNCTION partition_create(parent text, publication_id bigint); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.partition_create(parent text, publication_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.partition_create(parent text, publication_id bigint) TO trueup_job;


--
-- Name: FUNCTION partition_drop(publication_id bigint); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.partition_drop(publication_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.partition_drop(publication_id bigint) TO trueup_job;


--
-- Name: FUNCTION partition_key(parent text, publication_id bigint); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.partition_key(parent text, publication_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.partition_key(parent text, publication_id bigint) TO trueup_job;


--
-- Name: TABLE recount; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.recount TO trueup_job;


--
-- Name: FUNCTION recount_open(recount_id text, version integer); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.recount_open(recount_id text, version integer) FROM PUBLIC;


--
-- Name: FUNCTION sketch_buckets(packed bytea); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.sketch_buckets(packed bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.sketch_buckets(packed bytea) TO trueup_job;


--
-- Name: FUNCTION sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision); Type: ACL; Schema: trueup; Owner: -
--

REVOKE ALL ON FUNCTION trueup.sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup.sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision) TO trueup_job;


--
-- Name: FUNCTION alert_acknowledge(alert_id text, assignee text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.alert_acknowledge(alert_id text, assignee text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.alert_acknowledge(alert_id text, assignee text, version integer) TO trueup_planner;


--
-- Name: FUNCTION alert_resolve(alert_id text, verdict text, note text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.alert_resolve(alert_id text, verdict text, note text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.alert_resolve(alert_id text, verdict text, note text, version integer) TO trueup_planner;


--
-- Name: FUNCTION recount_accept(recount_id text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.recount_accept(recount_id text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.recount_accept(recount_id text, version integer) TO trueup_planner;


--
-- Name: FUNCTION recount_assign(recount_id text, assignee text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.recount_assign(recount_id text, assignee text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.recount_assign(recount_id text, assignee text, version integer) TO trueup_planner;


--
-- Name: FUNCTION recount_dismiss(recount_id text, reason text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.recount_dismiss(recount_id text, reason text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.recount_dismiss(recount_id text, reason text, version integer) TO trueup_planner;


--
-- Name: FUNCTION recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone, counted_by text, actual_minutes double precision, scope text, complete boolean, cause_confirmed text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone, counted_by text, actual_minutes double precision, scope text, complete boolean, cause_confirmed text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone, counted_by text, actual_minutes double precision, scope text, complete boolean, cause_confirmed text, version integer) TO trueup_planner;
GRANT ALL ON FUNCTION trueup_v1.recount_result(recount_id text, counted_qty numeric, counted_at timestamp with time zone, counted_by text, actual_minutes double precision, scope text, complete boolean, cause_confirmed text, version integer) TO trueup_counter;


--
-- Name: FUNCTION recount_start(recount_id text, version integer); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.recount_start(recount_id text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.recount_start(recount_id text, version integer) TO trueup_planner;
GRANT ALL ON FUNCTION trueup_v1.recount_start(recount_id text, version integer) TO trueup_counter;


--
-- Name: FUNCTION silence_add(reason text, ends_at timestamp with time zone, family text, scope text, severity text, starts_at timestamp with time zone); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.silence_add(reason text, ends_at timestamp with time zone, family text, scope text, severity text, starts_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.silence_add(reason text, ends_at timestamp with time zone, family text, scope text, severity text, starts_at timestamp with time zone) TO trueup_planner;


--
-- Name: FUNCTION silence_end(silence_id bigint); Type: ACL; Schema: trueup_v1; Owner: -
--

REVOKE ALL ON FUNCTION trueup_v1.silence_end(silence_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION trueup_v1.silence_end(silence_id bigint) TO trueup_planner;


--
-- Name: TABLE assortment; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.assortment TO trueup_feed;
GRANT SELECT ON TABLE feed.assortment TO trueup_job;


--
-- Name: TABLE calendar; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.calendar TO trueup_feed;
GRANT SELECT ON TABLE feed.calendar TO trueup_job;


--
-- Name: TABLE inventory_event; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT ON TABLE feed.inventory_event TO trueup_job;


--
-- Name: COLUMN inventory_event.source_system; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(source_system) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(source_system) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.event_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(event_id) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(event_id) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.event_type; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(event_type) ON TABLE feed.inventory_event TO trueup_feed;
GRANT SELECT(event_type),INSERT(event_type) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.location_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(location_id) ON TABLE feed.inventory_event TO trueup_feed;
GRANT SELECT(location_id),INSERT(location_id) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.item_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(item_id) ON TABLE feed.inventory_event TO trueup_feed;
GRANT SELECT(item_id),INSERT(item_id) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.quantity; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(quantity) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(quantity) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.expected_quantity; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(expected_quantity) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(expected_quantity) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.event_time; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(event_time) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(event_time) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.event_time_precision; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(event_time_precision) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(event_time_precision) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.record_time; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(record_time) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(record_time) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.promised_time; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(promised_time) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.expires_time; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(expires_time) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.from_state; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(from_state) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(from_state) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.to_state; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(to_state) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.channel; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(channel) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.document_type; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(document_type) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(document_type) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.document_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(document_id) ON TABLE feed.inventory_event TO trueup_feed;
GRANT SELECT(document_id),INSERT(document_id) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.document_line; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(document_line) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(document_line) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.parent_document_type; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(parent_document_type) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.parent_document_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(parent_document_id) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.parent_document_line; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(parent_document_line) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.counterpart_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(counterpart_id) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.reason_code; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(reason_code) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(reason_code) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.actor_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(actor_id) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(actor_id) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.approver_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(approver_id) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(approver_id) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.device_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(device_id) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.customer_key; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(customer_key) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.substitutes_item_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(substitutes_item_id) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.count_selection; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(count_selection) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(count_selection) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.inclusion_probability; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(inclusion_probability) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(inclusion_probability) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: COLUMN inventory_event.corrects_event_id; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(corrects_event_id) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.unit_value; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(unit_value) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.currency; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(currency) ON TABLE feed.inventory_event TO trueup_feed;


--
-- Name: COLUMN inventory_event.attributes; Type: ACL; Schema: feed; Owner: -
--

GRANT INSERT(attributes) ON TABLE feed.inventory_event TO trueup_feed;
GRANT INSERT(attributes) ON TABLE feed.inventory_event TO trueup_owner;


--
-- Name: TABLE item; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.item TO trueup_feed;
GRANT SELECT ON TABLE feed.item TO trueup_job;


--
-- Name: COLUMN item.item_id; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT(item_id) ON TABLE feed.item TO trueup_owner;


--
-- Name: COLUMN item.gtin; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT(gtin) ON TABLE feed.item TO trueup_owner;


--
-- Name: TABLE labour_budget; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.labour_budget TO trueup_feed;
GRANT SELECT ON TABLE feed.labour_budget TO trueup_job;


--
-- Name: TABLE location; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.location TO trueup_feed;
GRANT SELECT ON TABLE feed.location TO trueup_job;


--
-- Name: TABLE position_snapshot; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.position_snapshot TO trueup_feed;
GRANT SELECT ON TABLE feed.position_snapshot TO trueup_job;


--
-- Name: TABLE promotion; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.promotion TO trueup_feed;
GRANT SELECT ON TABLE feed.promotion TO trueup_job;


--
-- Name: TABLE reason_map; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.reason_map TO trueup_feed;
GRANT SELECT ON TABLE feed.reason_map TO trueup_job;


--
-- Name: TABLE replenishment; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.replenishment TO trueup_feed;
GRANT SELECT ON TABLE feed.replenishment TO trueup_job;


--
-- Name: TABLE supplier; Type: ACL; Schema: feed; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE feed.supplier TO trueup_feed;
GRANT SELECT ON TABLE feed.supplier TO trueup_job;


--
-- Name: TABLE accuracy; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.accuracy TO trueup_job;


--
-- Name: TABLE alert_event; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.alert_event TO trueup_job;
GRANT SELECT ON TABLE trueup.alert_event TO trueup_auditor;


--
-- Name: TABLE alert_figure; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.alert_figure TO trueup_job;


--
-- Name: TABLE attempt; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.attempt TO trueup_job;
GRANT SELECT ON TABLE trueup.attempt TO trueup_auditor;


--
-- Name: COLUMN attempt.run_key; Type: ACL; Schema: trueup; Owner: -
--

GRANT INSERT(run_key) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.epoch; Type: ACL; Schema: trueup; Owner: -
--

GRANT INSERT(epoch) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.pid; Type: ACL; Schema: trueup; Owner: -
--

GRANT INSERT(pid) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.host; Type: ACL; Schema: trueup; Owner: -
--

GRANT INSERT(host) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.version; Type: ACL; Schema: trueup; Owner: -
--

GRANT INSERT(version) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.blas; Type: ACL; Schema: trueup; Owner: -
--

GRANT INSERT(blas) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.finished_at; Type: ACL; Schema: trueup; Owner: -
--

GRANT UPDATE(finished_at) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.outcome; Type: ACL; Schema: trueup; Owner: -
--

GRANT UPDATE(outcome) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: COLUMN attempt.message; Type: ACL; Schema: trueup; Owner: -
--

GRANT UPDATE(message) ON TABLE trueup.attempt TO trueup_job;


--
-- Name: TABLE baseline; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.baseline TO trueup_job;
GRANT SELECT ON TABLE trueup.baseline TO trueup_auditor;


--
-- Name: TABLE baseline_score; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.baseline_score TO trueup_job;


--
-- Name: TABLE config; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT ON TABLE trueup.config TO trueup_job;
GRANT SELECT ON TABLE trueup.config TO trueup_auditor;


--
-- Name: TABLE count_label; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT ON TABLE trueup.count_label TO trueup_job;


--
-- Name: TABLE count_variance; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.count_variance TO trueup_job;


--
-- Name: TABLE current_publication; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE trueup.current_publication TO trueup_job;
GRANT SELECT ON TABLE trueup.current_publication TO trueup_maintainer;
GRANT SELECT ON TABLE trueup.current_publication TO trueup_auditor;


--
-- Name: TABLE deferred; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT ON TABLE trueup.deferred TO trueup_job;


--
-- Name: TABLE evaluation; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.evaluation TO trueup_job;


--
-- Name: TABLE feed_check; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE trueup.feed_check TO trueup_job;


--
-- Name: TABLE feed_rhythm; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.feed_rhythm TO trueup_job;


--
-- Name: TABLE freshness; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.freshness TO trueup_job;


--
-- Name: TABLE group_confidence; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.group_confidence TO trueup_job;


--
-- Name: TABLE group_member; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.group_member TO trueup_job;


--
-- Name: TABLE item_confidence; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.item_confidence TO trueup_job;
GRANT SELECT ON TABLE trueup.item_confidence TO trueup_owner;


--
-- Name: TABLE latency_sketch; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.latency_sketch TO trueup_job;


--
-- Name: TABLE lease; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE trueup.lease TO trueup_job;
GRANT SELECT ON TABLE trueup.lease TO trueup_auditor;


--
-- Name: TABLE location_confidence; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.location_confidence TO trueup_job;


--
-- Name: TABLE metric_daily; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.metric_daily TO trueup_job;


--
-- Name: TABLE migration; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.migration TO trueup_job;
GRANT SELECT ON TABLE trueup.migration TO trueup_auditor;


--
-- Name: TABLE model; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT ON TABLE trueup.model TO trueup_job;


--
-- Name: TABLE model_effect; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT ON TABLE trueup.model_effect TO trueup_job;


--
-- Name: TABLE open_line; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.open_line TO trueup_job;
GRANT SELECT ON TABLE trueup.open_line TO trueup_owner;


--
-- Name: TABLE partial_daily; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.partial_daily TO trueup_job;


--
-- Name: TABLE "position"; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup."position" TO trueup_job;
GRANT SELECT ON TABLE trueup."position" TO trueup_owner;


--
-- Name: TABLE readable_publication; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.readable_publication TO trueup_job;
GRANT SELECT ON TABLE trueup.readable_publication TO trueup_maintainer;
GRANT SELECT ON TABLE trueup.readable_publication TO trueup_auditor;


--
-- Name: TABLE recount_plan; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE trueup.recount_plan TO trueup_job;


--
-- Name: TABLE reference_version; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT ON TABLE trueup.reference_version TO trueup_job;


--
-- Name: TABLE run; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE trueup.run TO trueup_job;
GRANT SELECT ON TABLE trueup.run TO trueup_maintainer;
GRANT SELECT ON TABLE trueup.run TO trueup_auditor;


--
-- Name: TABLE removable_partition; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.removable_partition TO trueup_maintainer;
GRANT SELECT ON TABLE trueup.removable_partition TO trueup_auditor;


--
-- Name: TABLE run_step; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE trueup.run_step TO trueup_job;
GRANT SELECT ON TABLE trueup.run_step TO trueup_auditor;


--
-- Name: TABLE sentence_figure; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT ON TABLE trueup.sentence_figure TO trueup_job;


--
-- Name: TABLE unit_cost; Type: ACL; Schema: trueup; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE trueup.unit_cost TO trueup_job;


--
-- Name: TABLE accuracy; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.accuracy TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.accuracy TO trueup_bi;


--
-- Name: TABLE accuracy_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.accuracy_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.accuracy_history TO trueup_bi;


--
-- Name: TABLE alert; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.alert TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.alert TO trueup_bi;


--
-- Name: TABLE alert_event; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.alert_event TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.alert_event TO trueup_bi;


--
-- Name: TABLE alert_figure; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.alert_figure TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.alert_figure TO trueup_bi;


--
-- Name: TABLE baseline_score; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.baseline_score TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.baseline_score TO trueup_bi;


--
-- Name: TABLE baseline_score_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.baseline_score_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.baseline_score_history TO trueup_bi;


--
-- Name: TABLE count_label; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.count_label TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.count_label TO trueup_bi;


--
-- Name: TABLE count_variance; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.count_variance TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.count_variance TO trueup_bi;


--
-- Name: TABLE evaluation; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.evaluation TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.evaluation TO trueup_bi;


--
-- Name: TABLE event_type; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.event_type TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.event_type TO trueup_bi;


--
-- Name: TABLE feed_check; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.feed_check TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.feed_check TO trueup_bi;


--
-- Name: TABLE feed_check_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.feed_check_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.feed_check_history TO trueup_bi;


--
-- Name: TABLE feed_rhythm; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.feed_rhythm TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.feed_rhythm TO trueup_bi;


--
-- Name: TABLE freshness; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.freshness TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.freshness TO trueup_bi;


--
-- Name: TABLE freshness_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.freshness_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.freshness_history TO trueup_bi;


--
-- Name: TABLE group_confidence; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.group_confidence TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.group_confidence TO trueup_bi;


--
-- Name: TABLE group_confidence_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.group_confidence_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.group_confidence_history TO trueup_bi;


--
-- Name: TABLE group_member; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.group_member TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.group_member TO trueup_bi;


--
-- Name: TABLE group_member_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.group_member_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.group_member_history TO trueup_bi;


--
-- Name: TABLE item_confidence; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.item_confidence TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.item_confidence TO trueup_bi;


--
-- Name: TABLE item_confidence_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.item_confidence_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.item_confidence_history TO trueup_bi;


--
-- Name: TABLE latency_sketch; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.latency_sketch TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.latency_sketch TO trueup_bi;


--
-- Name: TABLE location_confidence; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.location_confidence TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.location_confidence TO trueup_bi;


--
-- Name: TABLE location_confidence_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.location_confidence_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.location_confidence_history TO trueup_bi;


--
-- Name: TABLE metric_daily; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.metric_daily TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.metric_daily TO trueup_bi;


--
-- Name: TABLE model; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.model TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.model TO trueup_bi;


--
-- Name: TABLE model_effect; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.model_effect TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.model_effect TO trueup_bi;


--
-- Name: TABLE quarantine; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.quarantine TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.quarantine TO trueup_bi;


--
-- Name: TABLE recount; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.recount TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.recount TO trueup_bi;


--
-- Name: TABLE recount_plan; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.recount_plan TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.recount_plan TO trueup_bi;


--
-- Name: TABLE recount_plan_history; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.recount_plan_history TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.recount_plan_history TO trueup_bi;


--
-- Name: TABLE recount_sheet; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.recount_sheet TO trueup_counter;
GRANT SELECT ON TABLE trueup_v1.recount_sheet TO trueup_planner;


--
-- Name: TABLE run; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.run TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.run TO trueup_bi;


--
-- Name: TABLE sentence_figure; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.sentence_figure TO trueup_job;
GRANT SELECT ON TABLE trueup_v1.sentence_figure TO trueup_bi;


--
-- Name: TABLE silence; Type: ACL; Schema: trueup_v1; Owner: -
--

GRANT SELECT ON TABLE trueup_v1.silence TO trueup_bi;
GRANT SELECT ON TABLE trueup_v1.silence TO trueup_job;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE trueup_maintainer REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE trueup_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- PostgreSQL database dump complete
--


