import { Empty } from 'antd';
import type { ReactNode } from 'react';

export function EmptyList({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className="panel panel-empty">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text}>
        {children}
      </Empty>
    </div>
  );
}
