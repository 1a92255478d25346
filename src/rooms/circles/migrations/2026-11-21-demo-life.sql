-- What is planted, not said: the house writes plans and lines for a community that is only shown.
create policy planted on circles.notes for insert with check ((select members.is_house()));
create policy planted on circles.lines for insert with check ((select members.is_house()));
