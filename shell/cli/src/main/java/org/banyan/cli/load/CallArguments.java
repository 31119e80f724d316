package org.banyan.cli.load;

import org.banyan.sdk.json.Json;
import org.banyan.types.Amount;

/**
 * The arguments of each kind of call, as JSON.
 *
 * @param symbol the fee token's
 */
record CallArguments(String symbol) {
    static final String AMOUNT = "1";
    private static final String ALLOWANCE = "1000000000000";

    Json.Object of(Operation operation, LoadAccounts accounts) {
        String counterpart = accounts.texts().get(operation.counterpart());
        return switch (operation.kind()) {
            case TRANSFER -> transfer(counterpart, AMOUNT);
            case APPROVE -> approval(counterpart);
            case TRANSFER_FROM ->
                Json.object()
                        .put("from", counterpart)
                        .put("to", accounts.texts().get(operation.sender()))
                        .put("symbol", symbol)
                        .put("amount", AMOUNT)
                        .build();
            case BURN, BURN_WIDE, BURN_UNDECLARED -> onCells(operation, "first", "second");
            case BURN_LYING -> onCells(operation, "declared", "touched");
            case LINK -> onCells(operation, "from", "to");
            case HOT -> Json.object().put("units", operation.units()).build();
            case SEND, MINT ->
                Json.object().put("to", counterpart).put("amount", AMOUNT).build();
        };
    }

    Json.Object transfer(String to, String amount) {
        return Json.object()
                .put("to", to)
                .put("symbol", symbol)
                .put("amount", amount)
                .build();
    }

    Json.Object approval(String spender) {
        return Json.object()
                .put("spender", spender)
                .put("symbol", symbol)
                .put("amount", ALLOWANCE)
                .build();
    }

    Json.Object mint(String to, Amount amount) {
        return Json.object().put("to", to).put("amount", amount.toString()).build();
    }

    private static Json.Object onCells(Operation operation, String first, String second) {
        return Json.object()
                .put("units", operation.units())
                .put(first, operation.first())
                .put(second, operation.second())
                .build();
    }
}
