import { asked, json } from '../../answering.ts';

export const GET = asked(null, async ({ provider: { name, role, organisation, replyDays }, scopes }) => json({ name, role, organisation, replyDays, scopes }));
