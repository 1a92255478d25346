/** What a room says of who reads along, while a steward has the program turned off. [MOD-9] */
import { afterEach, describe, expect } from 'vitest';
import * as lines from '#circles/lines';
import * as sayings from '#house/sayings';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import { say } from '#platform/words';
import { roomFor } from './rooms.ts';

afterEach(() => sayings.forget());

describe('a room', () => {
  scene('says that no program looks for danger while it is turned off, and no line of it comes to the desk for that (MOD-9)', async (cast) => {
    const code = await seated(cast);
    const said = async () => (await roomFor(cast.ada, code, new URL('http://localhost/'))).isUnread;
    expect(await said()).toBe(false);
    await sayings.change(cast.iben, 'en', { triage: 'off' });
    sayings.forget();
    expect(await said()).toBe(true);
    expect((await lines.room(cast.ada, code)).lines).toEqual([]);
    for (const language of ['en', 'nb'] as const) {
      expect(say(language, 'circles', 'room.unread')).toMatch(/No program|ikke noe program/);
      expect(say(language, 'circles', 'rules.2.off')).not.toMatch(/in danger|i fare/);
      expect(say(language, 'house', 'hint.triage')).toMatch(/circles|kretser/);
    }
  });
});
