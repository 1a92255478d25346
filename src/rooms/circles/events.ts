/** What this room announces, and with which ids. Never words. */
export type Events = {
  'circles.line.said': { lineId: string };
  /** Words in private, to those who hold the room or from one of them. */
  'circles.aside.said': { asideId: string };
  /** There is a seat, and it is this member's turn to hear of it. */
  'circles.seat.offered': { circleId: string; memberId: string };
  /** That seat is not there for this member any more: somebody sat down, they did, they wait no more, or the circle has ended. */
  'circles.seat.gone': { code: string; memberId: string };
  /** When it ends; or that it goes on after all. */
  'circles.ending.said': { circleId: string };
  /** Their hold of it has ended, however that came. */
  'circles.hold.ended': { circleId: string; personaId: string };
  /** Somebody has come to hold it. */
  'circles.hold.given': { circleId: string };
  /** It stays, as a place to come back to. */
  'circles.alumni.kept': { circleId: string };
  /** Nobody holds it any more, or somebody does again. */
  'circles.hold.changed': { circleId: string; isUnheld: boolean };
  /** A meeting has another time or way, is off, or takes place after all. */
  'circles.session.moved': { circleId: string };
  'circles.member.missed': { circleId: string; personaId: string };
};
