/** Settings that cannot work are said in sentences, by their names, before anything starts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseUrl, isSecure, isThisMachineAlone, origin, settings, vaultUrl } from '#platform/config';
import { wrongSettings } from '#platform/settings-check';
import { ownFolder } from '#test/own-folder';

const dir = ownFolder('settings');
const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
const wrong = (given: Record<string, string>) => {
  Object.assign(process.env, given);
  return wrongSettings();
};
const long = 'a secret of at least thirty-two letters';

describe('a setting from a file', () => {
  it.each(settings.map(({ name }) => name))('%s that is not there is named, and is all that is said', (name) => {
    delete process.env[name];
    expect(wrong({ [`${name}_FILE`]: '/nowhere/x' })).toEqual([`${name}_FILE names /nowhere/x, which this account cannot read (ENOENT).`]);
  });
});

describe('the address of a database', () => {
  it.each(['postgresql://web:a/b@db/alongside', 'postgresql://web:12/ab@db/alongside', 'postgresql://web:a#b@db/alongside', 'postgresql://web:a?b@db/alongside', 'postgresql://web:p@db:port/alongside'])('%s is said to be none, by its name and without its password', (url) => {
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'VAULT_URL']) {
      expect(wrong({ [name]: url })).toEqual([`${name} cannot be read as an address. A password with a sign such as / # ? % in it goes into ${name.replace('URL', 'PASSWORD')} by itself, or into the file of ${name.replace('URL', 'PASSWORD')}_FILE.`]);
      Object.assign(process.env, before);
      if (!(name in before)) delete process.env[name];
    }
  });
  it('with a certificate that is not there says which', () => {
    expect(wrong({ DATABASE_URL: 'postgresql://web@db/alongside?sslrootcert=/nowhere/ca.pem' })).toEqual(['DATABASE_URL names the file /nowhere/ca.pem, which this account cannot read (ENOENT).']);
  });
  it.each([
    ['postgresql://web@db:5432/alongside', { host: 'db', port: 5432 }], ['postgresql://web@/alongside?host=/run/postgresql', { host: '/run/postgresql' }], ['postgres://web@/alongside?host=%2Frun%2Fpostgresql', { host: '/run/postgresql' }],
    ['postgresql://web@[::1]:5433/alongside', { host: '::1', port: 5433 }], ['postgresql://web@db/alongside?application_name=x', { host: 'db' }], ['postgresql://web:@db/alongside', { host: 'db' }]
  ])('%s gets the password that is given by itself, whatever signs are in it', (url, there) => {
    for (const password of ['plain', 'a/b#c?d%e&f=g+h@i:j k', 'Ærlig «pass» 100%2F', "'()*!~"]) {
      Object.assign(process.env, { DATABASE_URL: url, DATABASE_PASSWORD: password, VAULT_URL: url, VAULT_PASSWORD: password });
      for (const whole of [databaseUrl(), vaultUrl()]) expect(new pg.Client({ connectionString: whole })).toMatchObject({ user: 'web', password, database: 'alongside', ...there });
      expect(wrongSettings()).toEqual([]);
    }
  });
  it.each(['postgresql://web:its%20own@db/alongside', 'postgresql://web@db/alongside?password=its%20own'])('%s keeps the one it has', (url) => {
    Object.assign(process.env, { DATABASE_URL: url, DATABASE_PASSWORD: 'another' });
    expect(new pg.Client({ connectionString: databaseUrl() }).password).toBe('its own');
  });
});

describe('the public address', () => {
  it.each(['https://talk.example.org', 'HTTPS://talk.example.org', ' https://Talk.Example.org/ ', 'https://talk.example.org:443'])('%j is taken as browsers say it, and its cookies are for https alone (ACC-2)', (given) => {
    expect(wrong({ ORIGIN: given })).toEqual([]);
    expect([origin(), isSecure(), isThisMachineAlone()]).toEqual(['https://talk.example.org', true, false]);
  });
  it.each([' ', 'talk.example.org', 'talk.example.org:443', 'https://talk.example.org/forum', 'ftp://talk.example.org'])('%j is none', (given) => {
    expect(wrong({ ORIGIN: given })).toEqual([expect.stringContaining('ORIGIN is an address without a path')]);
  });
});

describe('rooms with sound and picture', () => {
  it.each([
    [{ CALL_JITSI_URL: 'https://meet.example.org' }, 'CALL_JITSI_URL needs CALL_JITSI_SECRET'],
    [{ CALL_JITSI_URL: 'https://meet.example.org', CALL_JITSI_SECRET: 'short' }, 'CALL_JITSI_SECRET is shorter than 32 letters'],
    [{ CALL_JITSI_URL: 'meet.example.org', CALL_JITSI_SECRET: long }, 'CALL_JITSI_URL is an address such as'],
    [{ CALL_BBB_URL: 'https://bbb.example.org/bigbluebutton' }, 'CALL_BBB_URL needs CALL_BBB_SECRET'],
    [{ CALL_CAPTIONS: 'yes' }, 'CALL_CAPTIONS can be "on" or "off".'],
    [{ TRIAGE_ENCODER: 'no' }, 'TRIAGE_ENCODER can be "on" or "off".']
  ])('%o is said, and not silently nothing', (given, sentence) => {
    expect(wrong(given as Record<string, string>)).toEqual([expect.stringContaining(sentence)]);
  });
  it('that are set up whole are right', () => {
    writeFileSync(join(dir, 'jitsi'), `${long}\n`);
    expect(wrong({ CALL_JITSI_URL: 'https://meet.example.org', CALL_JITSI_SECRET_FILE: join(dir, 'jitsi'), CALL_BBB_URL: 'https://bbb.example.org/bigbluebutton', CALL_BBB_SECRET: 'theirs', CALL_CAPTIONS: 'on', TRIAGE_ENCODER: 'off' })).toEqual([]);
  });
});
