/** Of the room's own manifest, what the package for bundlers takes over. */
interface RoomManifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly description: string
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, object>>
}

/** Each beside its types. */
const doors = { '.': 'index', './react': 'react', './vue': 'vue' } as const

/** The `package.json` of `dist/npm`: with it that folder is what a bundler's app installs, and what `npm pack` packs. */
export const npmManifest = (room: RoomManifest) => {
  const { name, version, license, description, peerDependencies, peerDependenciesMeta } = room
  const exports = Object.fromEntries(
    Object.entries(doors).map(([door, file]) => [
      door,
      { types: `./${file}.d.ts`, default: `./${file}.js` },
    ]),
  )
  return {
    ...{ name, version, license, description },
    type: 'module',
    exports,
    // For tools that read no `exports`.
    types: './index.d.ts',
    sideEffects: false,
    peerDependencies,
    peerDependenciesMeta,
  }
}
