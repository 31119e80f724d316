package org.banyan.node;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
