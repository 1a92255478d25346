/**
 * Links into a call on a server the operator runs. Pure: what is said here is
 * exactly what the two servers publish that they read.
 *
 * Jitsi: a JSON web token as its token plug-in for Prosody reads it (aud, iss,
 * sub, room, context.user, context.features), and settings after the `#`.
 * BigBlueButton: `create` and `join` with a checksum over the call's name, its
 * query and the shared secret.
 */
import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';

/** Seconds a link can be used: long enough for slow hands, too short to be passed on. */
export const linkSeconds = 600;

export type Caller = { name: string; id: string; isHost: boolean; language: string };

export type JitsiServer = { url: string; app: string; secret: string };

/** What the token says. The name is the one somebody has in this room; there is no address, no picture. */
export const jitsiClaims = ({ url, app }: JitsiServer, room: string, { name, id, isHost }: Caller, now: Date) => ({
  aud: 'jitsi', iss: app, sub: new URL(url).hostname, room, nbf: Math.floor(now.getTime() / 1000) - 10, exp: Math.floor(now.getTime() / 1000) + linkSeconds,
  moderator: isHost,
  context: { user: { id, name, moderator: isHost, affiliation: isHost ? 'owner' : 'member' }, features: { recording: false, livestreaming: false, 'outbound-call': false, 'sip-outbound-call': false, transcription: false } }
});

/** Sound first, camera off, no welcome page that asks for more, nothing recorded, no statistics sent on. */
export const jitsiSettings = (language: string) => ({
  startWithVideoMuted: true, startWithAudioMuted: true, startAudioOnly: true, 'prejoinConfig.enabled': true, disableDeepLinking: true,
  'recordingService.enabled': false, 'localRecording.disable': true, 'liveStreaming.enabled': false, disableThirdPartyRequests: true, defaultLanguage: language === 'nb' ? 'nb' : 'en'
});

export async function jitsiLink(server: JitsiServer, room: string, caller: Caller, now: Date): Promise<string> {
  const token = await new SignJWT(jitsiClaims(server, room, caller, now)).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(server.secret));
  const address = new URL(`${server.url.replace(/\/$/, '')}/${room}`);
  address.searchParams.set('jwt', token);
  address.hash = Object.entries(jitsiSettings(caller.language)).map(([name, value]) => `config.${name}=${encodeURIComponent(JSON.stringify(value))}`).join('&');
  return address.href;
}

export type BbbServer = { url: string; secret: string };

/** The address of one call to BigBlueButton. The checksum is SHA-256 over name, query and secret, in this order. */
export function bbbAddress({ url, secret }: BbbServer, call: string, fields: Record<string, string>): string {
  const query = new URLSearchParams(fields).toString();
  const checksum = createHash('sha256').update(`${call}${query}${secret}`).digest('hex');
  return `${url.replace(/\/$/, '')}/api/${call}?${query}&checksum=${checksum}`;
}

/** The room: nothing recorded, everybody quiet at first, gone when it is empty or its time is over. `minutes` counts from when it is made. */
export const bbbCreate = (server: BbbServer, room: string, { title, minutes, back }: { title: string; minutes: number; back: string }) => bbbAddress(server, 'create', {
  meetingID: room, name: title, record: 'false', autoStartRecording: 'false', allowStartStopRecording: 'false', muteOnStart: 'true', guestPolicy: 'ALWAYS_ACCEPT',
  duration: String(minutes), logoutURL: back, meetingExpireIfNoUserJoinedInMinutes: '15', meetingExpireWhenLastUserLeftInMinutes: '5'
});

/** One person's way in. Made for one join: it names who they are there, and the camera stays off. */
export const bbbJoin = (server: BbbServer, room: string, { name, id, isHost, language }: Caller) => bbbAddress(server, 'join', {
  meetingID: room, fullName: name, userID: id, role: isHost ? 'MODERATOR' : 'VIEWER', redirect: 'true',
  'userdata-bbb_auto_join_audio': 'true', 'userdata-bbb_listen_only_mode': 'true', 'userdata-bbb_auto_share_webcam': 'false', 'userdata-bbb_skip_video_preview': 'false',
  'userdata-bbb_override_default_locale': language === 'nb' ? 'nb' : 'en'
});
