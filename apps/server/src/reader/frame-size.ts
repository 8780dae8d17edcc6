/** A file of 20 MB in base64, with room. */
export const READ_FRAME_MAX = 32 * 1_048_576
