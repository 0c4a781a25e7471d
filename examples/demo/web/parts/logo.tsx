export const Logo = () => (
  <span class="logo">
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect class="logo-a" x="2" y="3" width="5.500" height="18" rx="2" />
      <rect class="logo-b" x="9.250" y="3" width="5.500" height="12.500" rx="2" />
      <rect class="logo-c" x="16.500" y="3" width="5.500" height="7.500" rx="2" />
    </svg>
    Corkline
  </span>
)
