import Icon from '@ant-design/icons';

/** A raised hand, which the icon set does not have. */
export const HandIcon = () => <Icon component={Hand} />;

const Hand = () => (
  <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="2">
    <g strokeLinecap="round" strokeLinejoin="round">
      <path d="M7 12V6a1.5 1.5 0 0 1 3 0v5m0-6.5a1.5 1.5 0 0 1 3 0V11m0-5.5a1.5 1.5 0 0 1 3 0V12" />
      <path d="M16 8.5a1.5 1.5 0 0 1 3 0V15a6.5 6.5 0 0 1-6.5 6.5h-.5a6.5 6.5 0 0 1-5.200-2.600L4 14.800a1.600 1.600 0 0 1 2.5-2L7 13.5" />
    </g>
  </svg>
);
