package org.banyan.cli.load;

/**
 * One transaction to be made, its accounts by index.
 *
 * @param sender signs and pays the fee
 * @param counterpart receiver, spender or, of a transfer from an allowance, the owner; of no meaning to calls on cells
 * @param units of work, for calls on cells
 * @param first of the two cells of such a call: in the order of the method's arguments
 */
record Operation(Kind kind, int sender, int counterpart, long units, long first, long second) {
    enum Kind {
        TRANSFER("token", "Transfer"),
        APPROVE("token", "Approve"),
        TRANSFER_FROM("token", "TransferFrom"),
        BURN("bench", "Burn"),
        BURN_WIDE("bench", "BurnWide"),
        BURN_UNDECLARED("bench", "BurnUndeclared"),
        BURN_LYING("bench", "BurnLying"),
        LINK("bench", "Link"),
        HOT("bench", "Hot"),
        SEND("bench", "Send"),
        MINT("bench", "Mint");

        private final String contract;
        private final String method;

        Kind(String contract, String method) {
            this.contract = contract;
            this.method = method;
        }

        String contract() {
            return contract;
        }

        String method() {
            return method;
        }
    }

    /** Between two accounts. */
    Operation(Kind kind, int sender, int counterpart) {
        this(kind, sender, counterpart, 0, 0, 0);
    }
}
