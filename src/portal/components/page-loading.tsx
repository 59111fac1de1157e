import { Spin } from 'antd';

export function PageLoading() {
  return (
    <div className="panel-empty">
      <Spin size="large" />
    </div>
  );
}
