import type { Event } from '#platform/events';

/** What an event says under a name; nothing where it says nothing. */
export const text = (event: Event, name: string) => String(event.data[name] ?? '');
