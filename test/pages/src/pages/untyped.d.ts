declare module '*.css'

declare module 'bootstrap/dist/js/bootstrap.esm.js' {
  export const Modal: {
    getOrCreateInstance(element: string): { show(): void }
  }
}
