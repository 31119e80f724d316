package org.banyan.mainchain.node;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
