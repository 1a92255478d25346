import type { Member } from '#members/members';
import type { Locked } from '#members/sessions';
import type { WorkAccount } from '#members/work-accounts';
import type { Language } from '#platform/words';

declare global {
  namespace App {
    interface Locals {
      /** Who is asking, when they are signed in. */
      member: Member | undefined;
      /** Somebody who works with members and takes no part, when they are signed in; then `member` is nobody. */
      work: WorkAccount | undefined;
      /** Whose session lies locked in this browser, when nobody is signed in. */
      locked: Locked | undefined;
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
