package org.banyan.cli.load;

import org.banyan.cli.base.Terminal;

/** One line on standard error that is drawn again and again at a terminal, and otherwise only begun. Confined to one thread. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 200_000_000;

    private final Terminal terminal;
    private final boolean drawn;
    private final boolean said;
    private long last;
    private String stage = "";

    /** @param quiet whether to say nothing at all */
    Progress(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.said = !quiet;
        this.drawn = !quiet && terminal.installation().terminal();
    }

    void begin(String what) {
        stage = what;
        last = 0;
        if (said && !drawn) {
            terminal.note(what);
        }
    }

    void at(int done, int all, String more) {
        if (drawn && System.nanoTime() - last > REDRAW_NANOS) {
            draw(done, all, more);
            last = System.nanoTime();
        }
    }

    void end(int done, int all, String more) {
        if (drawn) {
            draw(done, all, more);
            terminal.err().println();
        }
    }

    private void draw(int done, int all, String more) {
        int filled = all == 0 ? WIDTH : (int) ((long) done * WIDTH / all);
        terminal.err()
                .print("\r\u001b[K" + stage + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + "/"
                        + all + " " + more);
        terminal.err().flush();
    }
}
