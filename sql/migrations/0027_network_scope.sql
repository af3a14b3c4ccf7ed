-- What all locations share is said once.
comment on column trueup.alert_event.scope is 'Location, or network: all of them at once.';
comment on column trueup_v1.alert_event.scope is 'Location, or network: all of them at once.';
comment on column trueup.alert.scope is 'Location, or network: all of them at once.';
comment on column trueup_v1.alert.scope is 'Location, or network: all of them at once.';
