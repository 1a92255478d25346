/** The drawings in icons.svg. An icon always stands beside its word. */
export const icons = [
  'mark', 'sun', 'message-circle', 'map-pin', 'book-open', 'leaf', 'life-buoy', 'log-out', 'ear', 'lightbulb', 'users',
  'search', 'bookmark', 'printer', 'lock', 'pencil', 'heart-handshake', 'coffee', 'info', 'bell', 'flag', 'eye-off',
  'chevron-left', 'chevron-right', 'settings', 'trash', 'undo', 'check', 'clock', 'phone', 'plus', 'menu', 'x',
  'volume-2', 'user', 'sprout'
] as const;

export type Icon = (typeof icons)[number];

/** These point somewhere, so they turn round where people read from right to left. */
export const flips: ReadonlySet<Icon> = new Set(['chevron-left', 'chevron-right', 'log-out', 'undo', 'volume-2']);
