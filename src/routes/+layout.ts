// Pages are plain HTML; what needs a script brings a small one of its own.
export const csr = false;
