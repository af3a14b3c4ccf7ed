-- A count is worth the loss it averts and the money on the books that it puts right.
comment on column trueup.recount.expected_value is 'Worth of the count: the loss that it averts over the horizon and the money on the books that it puts right, location''s currency.';
comment on column trueup.recount_plan.expected_value is 'Worth of the planned counts: loss averted and money put right, location''s currency.';
comment on column trueup.recount_plan.next_hour_value is 'Worth of the counts that one more hour would allow.';
comment on column trueup_v1.recount.expected_value is 'Worth of the count: the loss that it averts over the horizon and the money on the books that it puts right, location''s currency.';
comment on column trueup_v1.recount_plan.expected_value is 'Worth of the planned counts: loss averted and money put right, location''s currency.';
comment on column trueup_v1.recount_plan.next_hour_value is 'Worth of the counts that one more hour would allow.';
