/**
 * How a page speaks.
 *
 * `const t = words('forum')` and then `t('thread.reply')`. The keys are typed
 * from the room's English file. Which language is spoken is the request's
 * affair: the server teaches us once, at start, how to say a key.
 */
// Filled in by `src/words.d.ts`, one line a room.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Vocabulary {}

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Base<Key> = Key extends `${infer Stem}_${Plural}` ? Stem : Key;
export type RoomWithWords = keyof Vocabulary;
export type WordKey<Room extends RoomWithWords> = Base<keyof Vocabulary[Room]> & string;
export type Say<Room extends RoomWithWords> = (key: WordKey<Room>, values?: Record<string, unknown>) => string;

type Book = (key: string, values?: Record<string, unknown>) => string;
type Speaker = { book: (room: string) => Book; language: () => string };
let speaker: Speaker = { book: () => (key) => key, language: () => 'en' };

export const teach = (teacher: Speaker) => {
  speaker = teacher;
};

export const words = <Room extends RoomWithWords>(room: Room): Say<Room> => speaker.book(room);

/** A refusal's key is `room.rest`; both come from the server and are looked up as they are. */
export const sayRefusal = (key: string, values?: Record<string, unknown>) => {
  const dot = key.indexOf('.');
  return speaker.book(key.slice(0, dot))(key.slice(dot + 1), values);
};

export const language = () => speaker.language();
