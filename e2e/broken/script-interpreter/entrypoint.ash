#!/opt/runtime/ash
echo ready
