/** How long a server is under load before anything counts: its code is compiled by then. */
export const warmUpSeconds = 3

/** How long each floor is measured. */
export const floorSeconds = 3
