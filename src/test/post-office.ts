/** A real mail server for the length of each test: what it took, and whether it is out of order. */
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach } from 'vitest';

export function postOffice() {
  const post = { letters: [] as { to: string; text: string }[], isOut: false };
  let server: SMTPServer;
  beforeEach(async () => {
    post.letters.length = 0;
    post.isOut = false;
    server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => (text += part.toString()));
        stream.on('end', () => {
          if (post.isOut) return done(Object.assign(new Error('out of order'), { responseCode: 451 }));
          post.letters.push({ to: session.envelope.rcptTo[0]!.address, text });
          done();
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
