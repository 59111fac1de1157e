import { Menu, Select } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router';
import { useWide } from './use-wide.js';
import './section-menu.css';

interface SectionMenuProps {
  readonly label: string;
  /** The first one stands at the head of the paths of the others. */
  readonly sections: readonly { readonly path: string; readonly text: string }[];
}

/** The pages of one subject: a line of links, on a phone a field to choose from. */
export function SectionMenu({ label, sections }: SectionMenuProps) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const wide = useWide('lg');
  const at = sections.findLast(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  if (!wide)
    return (
      <Select
        className="section-select"
        aria-label={label}
        {...(at === undefined ? {} : { value: at.path })}
        onChange={(path) => void navigate(path)}
        options={sections.map(({ path, text }) => ({ value: path, label: text }))}
      />
    );
  return (
    <nav className="section-menu" aria-label={label}>
      <Menu
        mode="horizontal"
        selectedKeys={at === undefined ? [] : [at.path]}
        items={sections.map(({ path, text }) => ({ key: path, label: <Link to={path}>{text}</Link> }))}
      />
    </nav>
  );
}
