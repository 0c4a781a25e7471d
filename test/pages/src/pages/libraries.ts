/** Each is a page of its own: a file in this folder. */
export const libraries = [
  'antd',
  'bootstrap',
  'chakra',
  'headlessui',
  'mantine',
  'mui',
  'native',
  'radix',
  'shoelace',
  'webawesome',
] as const

export type Library = (typeof libraries)[number]
