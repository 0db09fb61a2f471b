/** Keeps a fault of one part from taking the page with it: it is told instead, until the reader goes elsewhere. */
import { Component, type ComponentChildren } from 'preact';
import { Fault } from './fault.tsx';

interface Props {
  readonly place: string;
  readonly children: ComponentChildren;
}

export class Boundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: Props) {
    if (before.place !== this.props.place && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    if (this.state.error === null) return <>{this.props.children}</>;
    return (
      <main class="wide" id="isi" tabIndex={-1}>
        <Fault error={this.state.error} />
      </main>
    );
  }
}
