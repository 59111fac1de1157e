/** One recording that replaces a prompt [S45]. */
export const RECORDING_MS_MAX = 120_000;

/**
 * No play lasts so long, and its end has been lost: the longest that can be said with shipped prompts takes less than 60 s,
 * and one of them may be replaced by as long a recording as there can be.
 */
export const PLAY_MS_MAX = RECORDING_MS_MAX + 60_000;
