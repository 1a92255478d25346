import { createHash } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { bbbAddress, bbbCreate, bbbJoin, jitsiLink, linkSeconds } from '#circles/call-rules';

const now = new Date('2026-11-21T19:00:00Z');
const caller = { name: 'Willow Cup', id: 'a1', isHost: false, language: 'nb' };

describe('a link into a call (MEET-11)', () => {
  it('is a token Jitsi’s own plug-in reads: for one room, for ten minutes, by the name somebody has there', async () => {
    const server = { url: 'https://meet.example.org/', app: 'alongside', secret: 'a secret of at least thirty-two letters' };
    const link = new URL(await jitsiLink(server, 'r0123', caller, now));
    expect(link.origin + link.pathname).toBe('https://meet.example.org/r0123');
    const token = link.searchParams.get('jwt')!;
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    const { payload } = await jwtVerify(token, new TextEncoder().encode(server.secret), { audience: 'jitsi', issuer: 'alongside', currentDate: now });
    expect(payload).toEqual({
      aud: 'jitsi', iss: 'alongside', sub: 'meet.example.org', room: 'r0123', nbf: now.getTime() / 1000 - 10, exp: now.getTime() / 1000 + linkSeconds, moderator: false,
      context: {
        user: { id: 'a1', name: 'Willow Cup', moderator: false, affiliation: 'member' },
        features: { recording: false, livestreaming: false, 'outbound-call': false, 'sip-outbound-call': false, transcription: false }
      }
    });
    await expect(jwtVerify(token, new TextEncoder().encode(server.secret), { currentDate: new Date(now.getTime() + (linkSeconds + 1) * 1000) })).rejects.toThrow();
    await expect(jwtVerify(token, new TextEncoder().encode('another secret of enough letters'), { currentDate: now })).rejects.toThrow();
    const settings = new Map(link.hash.slice(1).split('&').map((one) => one.split('=') as [string, string]));
    for (const name of ['startWithVideoMuted', 'startAudioOnly', 'localRecording.disable']) expect(settings.get(`config.${name}`)).toBe('true');
    for (const name of ['recordingService.enabled', 'liveStreaming.enabled']) expect(settings.get(`config.${name}`)).toBe('false');
    expect(settings.get('config.defaultLanguage')).toBe('%22nb%22');
  });
  it('carries the checksum BigBlueButton works out: the call, the query, the secret', () => {
    const server = { url: 'https://bbb.example.org/bigbluebutton/', secret: '639259d4-9dd8-4b25-bf01-95f9567eaf4b' };
    const checked = (address: string, call: string) => {
      const [, query, checksum] = new RegExp(`^https://bbb\\.example\\.org/bigbluebutton/api/${call}\\?(.*)&checksum=([0-9a-f]{64})$`).exec(address)!;
      expect(checksum).toBe(createHash('sha256').update(call + query! + server.secret).digest('hex'));
      return Object.fromEntries(new URLSearchParams(query));
    };
    expect(checked(bbbAddress(server, 'create', { name: 'Test Meeting', meetingID: 'abc123' }), 'create')).toEqual({ name: 'Test Meeting', meetingID: 'abc123' });
    expect(checked(bbbCreate(server, 'r1', { title: 'Quiet & hour', minutes: 65, back: 'https://a.example/talk' }), 'create')).toMatchObject({
      meetingID: 'r1', name: 'Quiet & hour', record: 'false', autoStartRecording: 'false', allowStartStopRecording: 'false', muteOnStart: 'true', duration: '65', logoutURL: 'https://a.example/talk'
    });
    expect(checked(bbbJoin(server, 'r1', { ...caller, isHost: true }), 'join')).toMatchObject({ meetingID: 'r1', fullName: 'Willow Cup', role: 'MODERATOR', 'userdata-bbb_auto_share_webcam': 'false' });
    expect(checked(bbbJoin(server, 'r1', caller), 'join')).toMatchObject({ role: 'VIEWER' });
  });
});
