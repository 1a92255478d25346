import '#ui/words';

declare module '#ui/words' {
  interface Vocabulary {
    ui: (typeof import('./ui/words/en.json'))['default'];
    pages: (typeof import('./routes/words/en.json'))['default'];
    members: (typeof import('./rooms/members/words/en.json'))['default'];
    vault: (typeof import('./rooms/vault/words/en.json'))['default'];
    jigsaw: (typeof import('./rooms/jigsaw/words/en.json'))['default'];
    house: (typeof import('./rooms/house/words/en.json'))['default'];
    care: (typeof import('./rooms/care/words/en.json'))['default'];
    measures: (typeof import('./rooms/measures/words/en.json'))['default'];
    triage: (typeof import('./rooms/triage/words/en.json'))['default'];
    forum: (typeof import('./rooms/forum/words/en.json'))['default'];
    learning: (typeof import('./rooms/learning/words/en.json'))['default'];
    toolbox: (typeof import('./rooms/toolbox/words/en.json'))['default'];
    team: (typeof import('./rooms/team/words/en.json'))['default'];
    gatherings: (typeof import('./rooms/gatherings/words/en.json'))['default'];
    exchange: (typeof import('./rooms/exchange/words/en.json'))['default'];
    messages: (typeof import('./rooms/messages/words/en.json'))['default'];
    referral: (typeof import('./rooms/referral/words/en.json'))['default'];
    circles: (typeof import('./rooms/circles/words/en.json'))['default'];
    safety: (typeof import('./rooms/safety/words/en.json'))['default'];
    notices: (typeof import('./rooms/notices/words/en.json'))['default'];
  }
}
