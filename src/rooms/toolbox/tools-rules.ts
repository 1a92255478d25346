/** The tools of My space, in the order they are offered. One line a tool; the words are `tool.<id>` and `tool.<id>.line`. */
export const tools = [
  { id: 'note', href: '/space/note', icon: 'sun' },
  { id: 'notes', href: '/space/notes', icon: 'book-open' },
  { id: 'plan', href: '/space/plan', icon: 'life-buoy' },
  { id: 'week', href: '/space/week', icon: 'sprout' },
  { id: 'goals', href: '/space/goals', icon: 'leaf' },
  { id: 'items', href: '/space/items', icon: 'sprout' },
  { id: 'people', href: '/space/people', icon: 'users' },
  { id: 'sheet', href: '/space/sheet', icon: 'printer' },
  { id: 'care', href: '/space/care', icon: 'heart-handshake' },
  { id: 'q', href: '/space/q', icon: 'ear' },
  { id: 'areas', href: '/space/areas', icon: 'lightbulb' },
  { id: 'diary', href: '/space/diary', icon: 'pencil' },
  { id: 'try', href: '/space/try', icon: 'ear' },
  { id: 'comforts', href: '/space/comforts', icon: 'bookmark' }
] as const;

export type Tool = (typeof tools)[number]['id'];
export const isTool = (text: string): text is Tool => tools.some(({ id }) => id === text);
