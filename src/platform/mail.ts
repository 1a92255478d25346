/**
 * Mail: a knock on the door, never what is behind it.
 *
 * Only staff, and people who work with members, who asked for it get mail, and all of it has one fixed subject and
 * one fixed sentence in their language. No name of a person, no topic, no
 * condition, no link that signs anybody in. Without SMTP_URL there is no mail,
 * and pages say so.
 */
import { origin, setting } from '#platform/config';
import { say, type Language } from '#platform/words';

export const isSet = () => setting('SMTP_URL') !== '' && setting('MAIL_FROM') !== '';

/** A server that is slow to answer must not hold up what else waits. */
const patience = { connectionTimeout: 6_000, greetingTimeout: 6_000, socketTimeout: 8_000 };

/** What can be said by mail: that something waits, or a code that proves an address. */
export type Knock = { kind: 'urgent' } | { kind: 'desk' } | { kind: 'code'; code: string };

export function letter(knock: Knock, language: Language): { subject: string; text: string } {
  const place = origin() || `http://localhost:${setting('PORT')}`;
  return {
    subject: say(language, 'ui', 'mail.subject'),
    text: `${say(language, 'ui', `mail.${knock.kind}`, { code: knock.kind === 'code' ? knock.code : '', place: `${place}/desk/${knock.kind === 'desk' ? 'care' : 'mod'}` })}\n`
  };
}

/** There is no server to be reached, or it does not let us in: whoever else is to be written to now would wait for nothing. */
const unreachable = ['ECONNECTION', 'ECONNREFUSED', 'ETIMEDOUT', 'EDNS', 'ESOCKET', 'ETLS', 'EREQUIRETLS', 'EPROTOCOL', 'EPROXY', 'EAUTH', 'ENOAUTH', 'EOAUTH2'];
export const isUnreachable = (error: unknown) => error instanceof Error && 'code' in error && unreachable.includes(String(error.code));

/** Sends one. `id` stays the same when it is tried again, so that a mail program can see that it is one. Throws when nobody took it. */
export async function send(to: string, knock: Knock, language: Language, id: string): Promise<void> {
  if (!isSet()) throw new Error('there is no mail server');
  const { createTransport } = await import('nodemailer'); // large, and of no use before somebody is written to
  const transport = createTransport({ url: setting('SMTP_URL'), ...patience });
  try {
    const domain = setting('MAIL_FROM').split('@').at(-1)!.replace(/[^\w.-]/g, '') || 'localhost';
    await transport.sendMail({
      from: setting('MAIL_FROM'), to: { name: '', address: to }, messageId: `<${id}@${domain}>`, headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true, disableUrlAccess: true, ...letter(knock, language)
    });
  } finally {
    transport.close();
  }
}
