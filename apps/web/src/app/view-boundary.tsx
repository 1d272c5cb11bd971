import { Component, type ReactNode } from 'react'
import { Failure } from '../elements/notices.js'

interface State {
  readonly error: unknown
  readonly failed: boolean
}

/** A view that breaks, on an answer of a shape nobody foresaw, breaks alone: the rest of the page goes on. */
export class ViewBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined, failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <div className="page">
        <h1>This view broke</h1>
        <p>It could not show what Sena answered. The other views go on, and nothing is lost.</p>
        <Failure error={this.state.error} retry={() => this.setState({ error: undefined, failed: false })} />
      </div>
    )
  }
}
