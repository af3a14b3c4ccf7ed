-- What one night wrote is asked for by every night: without these, facts of all nights were read to find it.
create index metric_daily_publication on trueup.metric_daily (publication_id);
create index partial_daily_publication on trueup.partial_daily (publication_id);
create index latency_sketch_publication on trueup.latency_sketch (publication_id);
create index count_variance_publication on trueup.count_variance (publication_id);
create index count_label_publication on trueup.count_label (publication_id);
-- Counts of the last months are what locations are judged by
create index count_label_counted_at on trueup.count_label (counted_at);
