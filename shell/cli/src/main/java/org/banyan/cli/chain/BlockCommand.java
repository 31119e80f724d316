package org.banyan.cli.chain;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.Block;
import org.banyan.v1.BlockHeader;
import org.banyan.v1.BlockItemKind;
import org.banyan.v1.GetBlockGroupsResponse;
import org.banyan.v1.ListBlocksResponse;
import org.banyan.v1.SubscribeBlocksResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan block}. */
@Command(
        name = "block",
        description = "Show a block, list the newest, or follow them.",
        footer = {
            "",
            "Examples:",
            "  $ banyan block",
            "  $ banyan block 12",
            "  $ banyan block final --json",
            "  $ banyan block 12 --groups",
            "  $ banyan block --list 20",
            "  $ banyan block --follow --json"
        })
public final class BlockCommand implements Callable<Integer> {
    private static final int LIST_MAX = 1000;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BLOCK",
            defaultValue = "latest",
            description = "A height, an id, latest (default) or final.")
    private String which = "latest";

    @Option(names = "--list", paramLabel = "COUNT", description = "List so many of the newest blocks, 1 to 1000.")
    private int list;

    @Option(names = "--follow", description = "Show each block as it comes, from BLOCK on, until interrupted.")
    private boolean follow;

    @Option(
            names = "--groups",
            description = "Show how the node ran it: lanes, conflict keys, serial tail, what was run again, speed-up.")
    private boolean groups;

    @Option(names = "--count", paramLabel = "COUNT", description = "With --follow: end after so many items.")
    private long count = Long.MAX_VALUE;

    public BlockCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (list < 0 || list > LIST_MAX || list > 0 && follow) {
            throw CliException.usage(
                    "--list takes 1 to " + LIST_MAX + " and does not go with --follow", "see `banyan block --help`");
        }
        if (groups && (list > 0 || follow)) {
            throw CliException.usage(
                    "--groups is of one block: it goes with neither --list nor --follow", "see `banyan block --help`");
        }
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            if (follow) {
                follow(client);
            } else if (list > 0) {
                list(client);
            } else if (groups) {
                groups(client.executions().groups(which));
            } else {
                show(client.block(which));
            }
            return ExitCode.OK.code();
        }
    }

    private void groups(GetBlockGroupsResponse answer) {
        if (common.json()) {
            terminal.json(MessageJson.API.write(answer));
        } else {
            GroupsView.print(terminal, answer);
        }
    }

    private void show(Block block) {
        if (common.json()) {
            terminal.json(MessageJson.API.write(block));
            return;
        }
        BlockHeader header = block.getHeader();
        terminal.line(terminal.bold("block " + header.getHeight()) + " " + finality(block));
        new Fields()
                .add("id", header.getHash())
                .add("parent", header.getParent())
                .add("time", Instant.ofEpochMilli(header.getTimeMillis()).toString())
                .add("producer", block.getProducer())
                .add("state root", header.getStateRoot())
                .add("body root", header.getBodyRoot())
                .add("size", block.getSizeBytes() + " bytes, cost " + block.getCost())
                .add("transactions", block.getTransactionCount())
                .print(terminal);
        block.getTransactionIdsList().forEach(id -> terminal.line("  " + id));
    }

    private static String finality(Block block) {
        return switch (block.getFinality()) {
            case FINALITY_FINAL -> "final";
            case FINALITY_UNSPECIFIED -> "not on the best branch";
            default -> Finalities.word(block.getFinality()) + ", " + block.getDepth() + " on top";
        };
    }

    private void list(BanyanClient client) {
        ListBlocksResponse page = client.listBlocks(list, "");
        if (common.json()) {
            terminal.json(MessageJson.API.write(page));
            return;
        }
        Table table = new Table("HEIGHT", "ID", "TIME", "TXS", "STATE");
        for (Block block : page.getBlocksList()) {
            BlockHeader header = block.getHeader();
            table.row(
                    Long.toString(header.getHeight()),
                    header.getHash(),
                    Instant.ofEpochMilli(header.getTimeMillis()).toString(),
                    Integer.toString(block.getTransactionCount()),
                    Finalities.word(block.getFinality()));
        }
        table.print(terminal);
    }

    /** One line for each item, so that it can be piped. */
    private void follow(BanyanClient client) {
        try (var items = client.blocks(which)) {
            for (long shown = 0; shown < count && items.hasNext(); ) {
                SubscribeBlocksResponse item = items.next();
                if (item.getKind() == BlockItemKind.BLOCK_ITEM_KIND_HEARTBEAT) {
                    continue;
                }
                shown++;
                if (common.json()) {
                    terminal.line(MessageJson.API.write(item).compact());
                } else {
                    BlockHeader header = item.getBlock().getHeader();
                    terminal.line(String.join(
                            "  ",
                            List.of(
                                    word(item.getKind()),
                                    Long.toString(header.getHeight()),
                                    header.getHash(),
                                    item.getBlock().getTransactionCount() + " txs")));
                }
            }
        }
    }

    private static String word(BlockItemKind kind) {
        return switch (kind) {
            case BLOCK_ITEM_KIND_ADDED -> "added   ";
            case BLOCK_ITEM_KIND_REVERTED -> "reverted";
            case BLOCK_ITEM_KIND_FINAL -> "final   ";
            default -> "        ";
        };
    }
}
