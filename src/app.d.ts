import type { Member } from '#members/members';
import type { Language } from '#platform/words';

declare global {
  namespace App {
    interface Locals {
      /** Who is asking, when they are signed in. */
      member: Member | undefined;
      language: Language;
      path: string;
      /** The visitor's address, for rate limits only; never stored as it is, never logged. */
      address: string;
    }
    interface Platform {
      req?: object;
    }
    interface Error {
      message: string;
      id?: string;
    }
  }
}
export {};
