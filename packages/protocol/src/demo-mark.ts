/** What a simulated model's texts begin with, so that nobody takes them for a real one's. It states nothing. */
export const DEMO_MARK = '[demo]'
