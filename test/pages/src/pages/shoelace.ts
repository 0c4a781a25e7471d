import '@shoelace-style/shoelace/dist/themes/light.css'
import '@shoelace-style/shoelace/dist/components/button/button.js'
import '@shoelace-style/shoelace/dist/components/checkbox/checkbox.js'
import '@shoelace-style/shoelace/dist/components/dialog/dialog.js'
import '@shoelace-style/shoelace/dist/components/dropdown/dropdown.js'
import '@shoelace-style/shoelace/dist/components/input/input.js'
import '@shoelace-style/shoelace/dist/components/menu/menu.js'
import '@shoelace-style/shoelace/dist/components/menu-item/menu-item.js'
import '@shoelace-style/shoelace/dist/components/option/option.js'
import '@shoelace-style/shoelace/dist/components/select/select.js'
import '@shoelace-style/shoelace/dist/components/tab/tab.js'
import '@shoelace-style/shoelace/dist/components/tab-group/tab-group.js'
import { setDefaultAnimation } from '@shoelace-style/shoelace/dist/utilities/animation-registry.js'
import { setBasePath } from '@shoelace-style/shoelace/dist/utilities/base-path.js'
import { customElements } from './custom-elements.ts'
import type { LibraryPage } from './variant.ts'

setBasePath('/assets')
for (const name of ['dialog.show', 'dialog.hide', 'dialog.overlay.show', 'dialog.overlay.hide']) {
  setDefaultAnimation(name, null)
}

export const page: LibraryPage = { library: 'shoelace', draw: customElements('sl') }
