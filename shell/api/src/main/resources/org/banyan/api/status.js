"use strict";
// Shows this node's chains and newest blocks from its own JSON API; asks again every second.
const REFRESH_MILLIS = 1000;

async function get(path) {
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.message || answer.statusText);
  return body;
}

function element(tag, text, parent) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function short(text) {
  return text && text.length > 20 ? text.slice(0, 10) + "…" + text.slice(-6) : text || "";
}

function time(millis) {
  return new Date(Number(millis)).toISOString().replace("T", " ").slice(0, 19);
}

function card(chain) {
  const box = element("div");
  box.className = "card";
  element("h2", chain.name, box);
  const list = element("dl", undefined, box);
  const facts = {
    "Head": (chain.head || {}).height || "0",
    "Final": (chain.final || {}).height || "0",
    "Head time": time(chain.headTimeMillis) + " UTC",
    "Waiting": ((chain.pool || {}).transactions || 0) + " transactions",
    "Consensus": chain.consensus,
    "Fee token": (chain.fees || {}).symbol || "none",
    "Chain id": chain.chainId,
  };
  if (chain.notProducing) facts["Not producing"] = chain.notProducing;
  for (const [name, value] of Object.entries(facts)) {
    element("dt", name, list);
    element("dd", String(value), list);
  }
  return box;
}

function row(block) {
  const line = element("tr");
  const header = block.header || {};
  element("td", header.height || "0", line);
  element("td", time(header.timeMillis), line);
  element("td", String(block.transactionCount || 0), line);
  element("td", short(block.producer), line).title = block.producer || "";
  element("td", short(header.hash), line).title = header.hash || "";
  element("td", (block.finality || "").replace("FINALITY_", "").toLowerCase(), line);
  return line;
}

const STATES = {
  EDGE_STATE_REGISTERED: "registered, not indexed yet",
  EDGE_STATE_INDEXED: "indexed",
  EDGE_STATE_UNREGISTERED: "not registered",
  EDGE_STATE_PARENT_ELSEWHERE: "parent is not run here",
};

function cells(values) {
  const line = element("tr");
  for (const value of values) element("td", String(value), line);
  return line;
}

// One line for each edge, and one for each chain without a parent. Zeroes are left out of the JSON.
function treeRows(tree) {
  const edges = tree.edges || [];
  const height = (reference) => (reference ? reference.height || "0" : "–");
  const edgeRow = (name, head, edge) => cells([
    name, edge.parent || short(edge.parentChainId), head, height(edge.indexed),
    edge.hosted && edge.indexed ? edge.indexLagBlocks || "0" : "–", height(edge.parentFollowed), STATES[edge.state] || "",
  ]);
  const hosted = (tree.chains || []).flatMap((chain) => {
    const up = edges.filter((edge) => edge.chainId === chain.chainId);
    return up.length === 0
      ? [cells([chain.name, "–", height(chain.head), "–", "–", "–", "root"])]
      : up.map((edge) => edgeRow(chain.name, height(chain.head), edge));
  });
  return hosted.concat(edges.filter((edge) => !edge.hosted).map((edge) => edgeRow(edge.name, "–", edge)));
}

// Keeps the choice while chains come and go.
function offer(names) {
  const choice = document.getElementById("chain");
  if (Array.from(choice.options, (option) => option.value).join() !== names.join()) {
    const before = choice.value;
    choice.replaceChildren(...names.map((name) => {
      const option = element("option", name);
      option.value = name;
      return option;
    }));
    if (names.includes(before)) choice.value = before;
  }
  return choice.value;
}

async function refresh() {
  const trouble = document.getElementById("trouble");
  try {
    const node = (await get("/v1/node")).node;
    document.getElementById("node").textContent =
      "Node " + node.version + " · profile " + node.profile + " · network " + node.network;
    const chains = (await get("/v1/chains")).chains || [];
    document.getElementById("chains").replaceChildren(...chains.map(card));
    document.getElementById("tree").replaceChildren(...treeRows(await get("/v1/tree")));
    if (chains.length > 0) {
      const chosen = offer(chains.map((chain) => chain.name));
      const path = "/v1/chains/" + encodeURIComponent(chosen) + "/blocks?page_size=15";
      document.getElementById("blocks").replaceChildren(...((await get(path)).blocks || []).map(row));
    }
    trouble.hidden = true;
  } catch (failure) {
    trouble.textContent = "This node does not answer: " + failure.message;
    trouble.hidden = false;
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

refresh();
