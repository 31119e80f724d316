package org.banyan.node.specification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.Limits;

/** Limits and costs as fields; what is left out keeps its default. */
final class LimitsText {
    private LimitsText() {}

    static Optional<Limits> read(Fields f) {
        Limits d = Limits.DEFAULT;
        var limits = f.make(() -> new Limits(
                f.number("transaction-bytes", d.transactionBytes()),
                f.number("block-bytes", d.blockBytes()),
                f.smallNumber("block-transactions", d.blockTransactions()),
                f.smallNumber("authorizations", d.authorizations()),
                f.number("transaction-cost", d.transactionCost()),
                f.number("block-cost", d.blockCost()),
                f.smallNumber("call-depth", d.callDepth()),
                f.smallNumber("code-bytes", d.codeBytes()),
                f.smallNumber("value-bytes", d.valueBytes()),
                f.smallNumber("events", d.events()),
                f.smallNumber("inherents", d.inherents()),
                f.smallNumber("header-bytes", d.headerBytes())));
        f.refuseOthers();
        return limits;
    }

    static Map<String, Object> write(Limits limits) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transaction-bytes", limits.transactionBytes());
        fields.put("block-bytes", limits.blockBytes());
        fields.put("block-transactions", limits.blockTransactions());
        fields.put("authorizations", limits.authorizations());
        fields.put("transaction-cost", limits.transactionCost());
        fields.put("block-cost", limits.blockCost());
        fields.put("call-depth", limits.callDepth());
        fields.put("code-bytes", limits.codeBytes());
        fields.put("value-bytes", limits.valueBytes());
        fields.put("events", limits.events());
        fields.put("inherents", limits.inherents());
        fields.put("header-bytes", limits.headerBytes());
        return fields;
    }

    static Optional<CostTable> readCosts(Fields f) {
        CostTable d = CostTable.DEFAULT;
        var costs = f.make(() -> new CostTable(
                f.number("transaction", d.transaction()),
                f.number("transaction-byte", d.transactionByte()),
                f.number("signature", d.signature()),
                f.number("read", d.read()),
                f.number("write", d.write()),
                f.number("state-byte", d.stateByte()),
                f.number("event", d.event()),
                f.number("event-byte", d.eventByte()),
                f.number("call", d.call()),
                f.number("hash", d.hash()),
                f.number("deploy", d.deploy()),
                f.number("code-byte", d.codeByte())));
        f.refuseOthers();
        return costs;
    }

    static Map<String, Object> write(CostTable costs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transaction", costs.transaction());
        fields.put("transaction-byte", costs.transactionByte());
        fields.put("signature", costs.signature());
        fields.put("read", costs.read());
        fields.put("write", costs.write());
        fields.put("state-byte", costs.stateByte());
        fields.put("event", costs.event());
        fields.put("event-byte", costs.eventByte());
        fields.put("call", costs.call());
        fields.put("hash", costs.hash());
        fields.put("deploy", costs.deploy());
        fields.put("code-byte", costs.codeByte());
        return fields;
    }
}
