// A contact with a goal would never come to an end by themselves.

/** How often such a contact writes, where nothing else is said. */
export const GOAL_TURNS = 6
export const GOAL_TURNS_MAX = 12
