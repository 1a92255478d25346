/** What this room announces, and with which ids. Never words. */
export type Events = {
  'gatherings.gathering.published': { gatheringId: string };
  /** What it says reads otherwise; a draft may be read by whoever was asked to host it. */
  'gatherings.gathering.changed': { gatheringId: string };
  /** A moderator has put it out of sight, and shown it again: for those on the way to it. */
  'gatherings.gathering.hidden': { gatheringId: string };
  'gatherings.gathering.shown': { gatheringId: string };
  /** Something lies on the table to think over: a topic, an exercise, a card. */
  'gatherings.topic.given': { topicId: string };
  'gatherings.cohost.asked': { gatheringId: string; personaId: string };
  /** The exact place is another one, or not to be got into as it was: for those who come. */
  'gatherings.place.changed': { gatheringId: string };
  'gatherings.sitting.cancelled': { sittingId: string };
  /** A host cannot be there, or has left for good; somebody else is. */
  'gatherings.host.away': { sittingId: string; personaId: string };
  /** From the waiting list to a seat. */
  'gatherings.seat.given': { seatId: string };
  'gatherings.seat.taken': { seatId: string };
  'gatherings.seat.freed': { seatId: string; sittingId: string; personaId: string };
  'gatherings.seat.declined': { seatId: string; sittingId: string; personaId: string };
  /** Whether somebody is to be met at the door is otherwise than it was. The seat may be gone by now. */
  'gatherings.seat.door': { seatId: string; sittingId: string };
  /** Unsure for nearly a day. */
  'gatherings.seat.asked': { seatId: string };
  'gatherings.seat.late': { seatId: string };
  'gatherings.seat.arrived': { seatId: string };
  'gatherings.seat.home': { seatId: string };
  /** The day before, in neutral words. */
  'gatherings.sitting.soon': { sittingId: string };
  'gatherings.aside.said': { asideId: string };
  'gatherings.pair.asked': { pairId: string };
  'gatherings.pair.made': { pairId: string };
  /** What two had agreed is off, however that came: for the other one of the two, who did not end it. The pair may be gone by now. */
  'gatherings.pair.ended': { pairId: string; sittingId: string; personaId: string };
  /** It is not asked any more: by the one who asked, or by a no, of which only the one who was asked knows. The pair may be gone by now. */
  'gatherings.pair.unasked': { pairId: string; by: 'asker' | 'asked' };
  /** What is held out was taken back: for somebody whose ask still stood. The pair is gone by now. */
  'gatherings.hand.gone': { pairId: string; sittingId: string; personaId: string };
  /** Room in a car may have gone or come, or somebody has found a lift, or lost it: for those whose ask still stands. */
  'gatherings.hand.room': { handId: string };
  'gatherings.invitation.sent': { gatheringId: string; personaId: string };
  'gatherings.thanks.said': { sittingId: string; fromId: string; toId: string };
  /** How it was: for a moderator who was not there. */
  'gatherings.telling.told': { tellingId: string };
};
