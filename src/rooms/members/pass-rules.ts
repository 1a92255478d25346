/** Which pass-sentence a form asks for: the one a person wrote, else the one we made for them. */
export const wishedPass = (sent: { text: (name: string) => string }): string => sent.text('own').trim() || sent.text('sentence');
