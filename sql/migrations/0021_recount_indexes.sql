-- What each night asks of the recounts of all nights: the cost of a night must not follow their number.
create index recount_business_date on trueup.recount (business_date);
create index recount_dismissed_at on trueup.recount (dismissed_at) where dismissed_at is not null;
create index recount_due_by on trueup.recount (due_by) where state in ('proposed', 'accepted', 'assigned', 'counting');
