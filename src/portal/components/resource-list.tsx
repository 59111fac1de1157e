import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useWide } from './use-wide.js';
import './resource-list.css';

export interface Column<Item> {
  readonly title: string;
  readonly render: (item: Item) => ReactNode;
  readonly nowrap?: boolean;
}

interface ResourceListProps<Item> {
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  /** The first one names the item: it is the head of its card. */
  readonly columns: readonly Column<Item>[];
  readonly actions?: (item: Item) => ReactNode;
}

/** Things of one kind: a table where there is room for one, cards on a phone. */
export function ResourceList<Item extends object>(props: ResourceListProps<Item>) {
  const wide = useWide('lg');
  return wide ? <ResourceTable {...props} /> : <ResourceCards {...props} />;
}

function ResourceTable<Item extends object>({ items, idOf, columns, actions }: ResourceListProps<Item>) {
  return (
    <div className="panel resource-table">
      <Table<Item>
        rowKey={idOf}
        dataSource={[...items]}
        pagination={false}
        columns={[
          ...columns.map(({ title, render, nowrap = false }) => ({
            title,
            className: nowrap ? 'nowrap' : '',
            render: (_: unknown, item: Item) => render(item),
          })),
          ...(actions === undefined
            ? []
            : [
                {
                  key: 'actions',
                  className: 'nowrap',
                  align: 'right' as const,
                  render: (_: unknown, item: Item) => actions(item),
                },
              ]),
        ]}
      />
    </div>
  );
}

function ResourceCards<Item>({ items, idOf, columns: [name, ...facts], actions }: ResourceListProps<Item>) {
  return (
    <div className="resource-cards">
      {items.map((item) => (
        <article key={idOf(item)} className="resource-card">
          <div className="resource-name">{name?.render(item)}</div>
          <dl className="facts">
            {facts.map(({ title, render }) => (
              <Fact key={title} title={title}>
                {render(item)}
              </Fact>
            ))}
          </dl>
          {actions !== undefined && <div className="resource-actions">{actions(item)}</div>}
        </article>
      ))}
    </div>
  );
}

/** A line of `<dl className="facts">`. */
export function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
