/** A real mail server for the length of each test: what it took, whether it is out of order, and what happens once while it takes one. */
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach } from 'vitest';

export function postOffice() {
  const post = { letters: [] as { to: string; text: string }[], isOut: false, meanwhile: undefined as (() => Promise<unknown>) | undefined };
  let server: SMTPServer;
  beforeEach(async () => {
    post.letters.length = 0;
    post.isOut = false;
    post.meanwhile = undefined;
    server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => (text += part.toString()));
        stream.on('end', () => {
          if (post.isOut) return done(Object.assign(new Error('out of order'), { responseCode: 451 }));
          post.letters.push({ to: session.envelope.rcptTo[0]!.address, text });
          const meanwhile = post.meanwhile;
          post.meanwhile = undefined;
          (meanwhile?.() ?? Promise.resolve()).then(() => done(), done);
        });
      }
    });
    await new Promise<void>((open) => server.listen(0, '127.0.0.1', () => open()));
    const { port } = server.server.address() as { port: number };
    Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'house@example.org' });
  });
  afterEach(async () => {
    await new Promise<void>((closed) => server.close(() => closed()));
    delete process.env.SMTP_URL;
    delete process.env.MAIL_FROM;
  });
  return post;
}
